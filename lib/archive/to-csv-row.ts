import { pickText } from './localised';
import type { FormOf } from './public-form';

/** The columns of an exported CSV: those that the importer reads, and the reference. */
export const CSV_COLUMNS = [
  'reference',
  'text',
  'speaker',
  'account',
  'platform',
  'url',
  'date',
  'zone',
  'kind',
  'stance',
  'lang',
  'originalLang',
  'source',
  'locator',
  'place',
  'rights',
  'minor',
  'warning',
] as const;

/**
 * One testimony as a row under CSV_COLUMNS, with names in English where there are any. Several values
 * are joined by |. Still to be written with `csvLine`, which takes the danger out of formulas.
 */
export function toCsvRow(form: FormOf<'testimony'>): (string | null)[] {
  const name = (text: FormOf<'person'>['name']) => pickText(text, 'en')?.text ?? null;
  const joined = (values: (string | null)[]) => values.filter((value) => value !== null).join('|') || null;
  return [
    form.reference,
    form.text,
    name(form.speaker.name),
    form.account && name(form.account.name),
    form.platform,
    form.url,
    form.date.edtf,
    form.date.zone,
    form.kind,
    form.stance,
    form.lang,
    form.originalLang,
    joined(form.sources.map(({ label, title }) => title ?? name(label))),
    joined(form.sources.map(({ locator }) => locator)),
    joined(form.places.map((place) => name(place.name))),
    form.rights,
    form.minor === null ? null : String(form.minor),
    joined(form.warnings),
  ];
}
