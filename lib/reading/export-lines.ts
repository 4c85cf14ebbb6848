import type pg from 'pg';
import { csvLine } from '@/lib/archive/csv-line';
import type { FormOf } from '@/lib/archive/public-form';
import { CSV_COLUMNS, toCsvRow } from '@/lib/archive/to-csv-row';
import { toRecord } from '@/lib/archive/to-record';
import { cslItem } from './citation/csl-item';

export const EXPORT_FORMATS = ['jsonl', 'csv', 'csl-json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

type Form = FormOf<'testimony'>;

/**
 * Writes batches of testimonies as text: `jsonl` is this archive's own `sawt/1`, one object a line,
 * `csv` has a header and no cell that a spreadsheet would run, `csl-json` is one array.
 */
export async function* exportLines(
  batches: AsyncIterable<Form[]>,
  format: ExportFormat,
  { baseUrl, reading }: { baseUrl: string; reading: pg.Pool },
): AsyncGenerator<string> {
  switch (format) {
    case 'jsonl':
      for await (const forms of batches) {
        const relations = await relationsFrom(forms, reading);
        yield forms
          .map((form) => `${JSON.stringify(toRecord(form, relations.get(form.reference)))}\n`)
          .join('');
      }
      return;
    case 'csv':
      yield csvLine(CSV_COLUMNS);
      for await (const forms of batches) yield forms.map((form) => csvLine(toCsvRow(form))).join('');
      return;
    case 'csl-json': {
      let first = true;
      yield '[\n';
      for await (const forms of batches) {
        const items = forms.map((form) => JSON.stringify(citable(form, baseUrl)));
        yield (first ? '' : ',\n') + items.join(',\n');
        first = false;
      }
      yield '\n]\n';
    }
  }
}

/** CSL-JSON knows no rights: the note says them, so that they stay with the item. */
function citable(form: Form, baseUrl: string) {
  const item = cslItem({ form, key: form.reference, version: 1 }, { baseUrl, accessed: null });
  const { version: _unknownHere, ...rest } = item;
  return { ...rest, note: [item.note, `Rights: ${form.rights}`].filter(Boolean).join('. ') };
}

/** Relations that begin at these testimonies and of which the other end is public too. */
async function relationsFrom(
  forms: readonly Form[],
  reading: pg.Pool,
): Promise<Map<string, FormOf<'relation'>[]>> {
  const { rows } = await reading.query<{ form: FormOf<'relation'> }>(
    `SELECT relation.form FROM public_form relation
     JOIN public_form other ON other.kind = 'testimony' AND other.key = relation.form ->> 'to'
       AND other.current AND NOT other.sealed
     WHERE relation.kind = 'relation' AND relation.current AND NOT relation.sealed
       AND relation.form ->> 'from' = ANY($1)`,
    [forms.map(({ reference }) => reference)],
  );
  const byStart = new Map<string, FormOf<'relation'>[]>();
  for (const { form } of rows) byStart.set(form.from, [...(byStart.get(form.from) ?? []), form]);
  return byStart;
}
