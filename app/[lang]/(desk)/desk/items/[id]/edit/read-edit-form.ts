import { z } from 'zod';
import { slug } from '@/lib/archive/slug';
import { itemForm } from '../item-doors';

const line = z.string().max(5_000).optional();
const long = z.string().max(200_000).optional();
const many = z
  .union([
    z.array(z.string().max(200_000)),
    z
      .string()
      .max(200_000)
      .transform((one) => [one]),
  ])
  .optional();

/** Fields that hold one line or text. An empty one says that it is not known. */
const PLAIN = [
  'text',
  'speaker',
  'account',
  'platform',
  'platformId',
  'url',
  'lang',
  'originalLang',
  'date',
  'zone',
  'happened',
  'captured',
  'source',
  'locator',
  'rights',
  'ageStated',
  'note',
  'stance',
  'wording',
] as const;
/** Fields that hold several, one a line. */
const LISTS = ['place', 'events', 'tags'] as const;
/** Fields of the archive's own words, in English and Arabic. */
const LOCALISED = ['context', 'speakerAs', 'dateWhy', 'channel'] as const;

const each = <Name extends string, Schema>(names: readonly Name[], schema: Schema) =>
  Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>;

export const editForm = itemForm.extend({
  why: z.string().max(2_000),
  ...each(PLAIN, long),
  ...each(LISTS, long),
  ...each(
    LOCALISED.flatMap((name) => [`${name}.en`, `${name}.ar`] as const),
    long,
  ),
  minor: z.enum(['yes', 'no', 'unknown']).optional(),
  // The form says that it shows the warnings, since no tick at all sends nothing.
  warnings: line,
  warning: many,
  'translation.lang': many,
  'translation.text': many,
  'translation.by': many,
  'translation.machine': many,
  'translation.status': many,
  // The form shows the relations: those kept as they are, and at most one more.
  relations: line,
  'relation.keep': many,
  'relation.type': line,
  'relation.to': line,
  'relation.reason': line,
  'relation.source': slug.or(z.literal('')).optional(),
  'collection.name.en': line,
  'collection.name.ar': line,
  'collection.about.en': line,
  'collection.about.ar': line,
  'part.place': many,
  'part.reference': many,
  'part.en': many,
  'part.ar': many,
  /** Another authority's record as JSON. */
  record: long,
});

/**
 * The fields of the `sawt/1` record that an edit form changes: those that it showed, whatever else the
 * record holds. Null where `record` is no JSON object.
 */
export function fieldsOfEdit(form: z.infer<typeof editForm>): Record<string, unknown> | null {
  if (form.record !== undefined) return readObject(form.record);
  if (form['part.place'] !== undefined) return collection(form);
  const fields: Record<string, unknown> = {};
  for (const name of PLAIN)
    if (form[name] !== undefined) fields[name] = form[name].trim() === '' ? null : form[name];
  for (const name of LISTS) {
    if (form[name] !== undefined) {
      fields[name] = form[name]
        .split('\n')
        .map((entry) => entry.trim())
        .filter(Boolean);
    }
  }
  for (const name of LOCALISED) {
    const [en, ar] = [form[`${name}.en`], form[`${name}.ar`]];
    if (en === undefined && ar === undefined) continue;
    const both = Object.entries({ en, ar }).filter(([, words]) => words?.trim());
    fields[name] = both.length === 0 ? null : Object.fromEntries(both);
  }
  if (form.minor !== undefined) fields.minor = { yes: true, no: false, unknown: null }[form.minor];
  if (form.warnings !== undefined) fields.warning = form.warning ?? [];
  if (form['translation.lang'] !== undefined) fields.translations = translations(form);
  if (form.relations !== undefined) fields.relations = relations(form);
  return fields;
}

/** The essay's rows by their numbers, those with the same in the order of the form; empty rows go. */
function collection(form: z.infer<typeof editForm>) {
  const both = (en: string | undefined, ar: string | undefined) => {
    const filled = Object.entries({ en, ar }).filter(([, words]) => words?.trim());
    return filled.length === 0 ? null : Object.fromEntries(filled);
  };
  const rows = (form['part.place'] ?? []).map((place, at) => ({
    place: Number.parseFloat(place) || Number.POSITIVE_INFINITY,
    reference: form['part.reference']?.[at]?.trim() ?? '',
    words: both(form['part.en']?.[at], form['part.ar']?.[at]),
  }));
  return {
    name: both(form['collection.name.en'], form['collection.name.ar']),
    about: both(form['collection.about.en'], form['collection.about.ar']),
    items: rows
      .toSorted((a, b) => (a.place === b.place ? 0 : a.place - b.place))
      .flatMap(({ reference, words }) => [
        ...(reference === '' ? [] : [{ reference }]),
        ...(words === null ? [] : [{ words }]),
      ]),
  };
}

function translations(form: z.infer<typeof editForm>) {
  return (form['translation.lang'] ?? []).flatMap((lang, at) => {
    const text = form['translation.text']?.[at] ?? '';
    if (text.trim() === '') return [];
    return [
      {
        lang: lang.trim(),
        text,
        by: form['translation.by']?.[at]?.trim() || null,
        machine: form['translation.machine']?.[at] === 'yes',
        status: form['translation.status']?.[at] || 'unreviewed',
      },
    ];
  });
}

function relations(form: z.infer<typeof editForm>) {
  const kept = (form['relation.keep'] ?? []).map(readObject).filter((one) => one !== null);
  const [type, to, reason] = [form['relation.type'], form['relation.to'], form['relation.reason']];
  const source = form['relation.source'] || null;
  return to?.trim() ? [...kept, { type, to: to.trim(), reason: reason?.trim() ?? '', source }] : kept;
}

function readObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
