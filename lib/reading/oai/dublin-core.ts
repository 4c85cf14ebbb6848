import type { FormOf } from '@/lib/archive/public-form';
import { cslItem } from '../citation/csl-item';
import { xmlElement } from '../xml';
import type { OaiRecord } from './records';
import { oaiIdentifier } from './repository';

/** The header of a record: its identifier, its day, and whether it went. */
export function recordHeader({ reference, datestamp, form }: OaiRecord, baseUrl: string): string {
  const identifier = oaiIdentifier(reference, baseUrl);
  const status = form === null ? ' status="deleted"' : '';
  return `<header${status}>${xmlElement('identifier', identifier)}${xmlElement('datestamp', datestamp)}</header>`;
}

/** A record with its Dublin Core; of one that went, the header alone (OAI-PMH 2.0, section 2.5.1). */
export function recordXml(record: OaiRecord, baseUrl: string): string {
  const header = recordHeader(record, baseUrl);
  if (record.form === null) return `<record>${header}</record>`;
  return `<record>${header}<metadata>${dublinCore(record.form, baseUrl)}</metadata></record>`;
}

/**
 * Unqualified Dublin Core (oai_dc). Titles say nothing where a warning is set, since a catalogue's list
 * gives nobody a choice; the description has the words, after the warning.
 */
function dublinCore(form: FormOf<'testimony'>, baseUrl: string): string {
  const item = cslItem({ form, key: form.reference, version: 1 }, { baseUrl, accessed: null });
  const warning = form.warnings.length > 0 ? `[Content warning: ${form.warnings.join(', ')}] ` : '';
  const reported = form.wording === 'reported' ? '[Reported by the source, not quoted] ' : '';
  const fields: [string, string | null, string | null][] = [
    ['title', item.title, null],
    ...names(form.speaker.name, 'creator'),
    ...form.tags.map(({ label }): [string, string, null] => ['subject', label, null]),
    ...form.events.flatMap(({ name }) => names(name, 'subject')),
    ['description', `${warning}${reported}${form.text}`, form.lang],
    ...form.translations.map(({ lang, text, machine }): [string, string, string] => [
      'description',
      `${warning}[${machine ? 'Machine translation' : 'Translation'}] ${text}`,
      lang,
    ]),
    ['publisher', 'Sawt', null],
    ['date', form.date.edtf, null],
    ['type', 'Text', null],
    ['format', 'text/plain', null],
    ['identifier', `${baseUrl}/t/${form.reference}`, null],
    ...form.sources.map((source): [string, string | null, null] => [
      'source',
      [source.publisher, source.title ?? source.label.en ?? Object.values(source.label)[0]]
        .filter(Boolean)
        .join(', '),
      null,
    ]),
    ['language', form.lang === 'und' ? null : form.lang, null],
    ...form.places.flatMap(({ name }) => names(name, 'coverage')),
    ['rights', form.rights, null],
  ];
  const elements = fields.map(([name, value, lang]) =>
    value === null || value === ''
      ? ''
      : xmlElement(`dc:${name}`, value, { 'xml:lang': lang === 'und' ? null : lang }),
  );
  return `<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">${elements.join('')}</oai_dc:dc>`;
}

function names(name: Record<string, string>, field: string): [string, string, string][] {
  return Object.entries(name).map(([lang, value]) => [field, value, lang]);
}
