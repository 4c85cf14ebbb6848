import { csvLine } from '@/lib/archive/csv-line';
import type { FormKind, FormOf } from '@/lib/archive/public-form';
import { CSV_COLUMNS, toCsvRow } from '@/lib/archive/to-csv-row';
import { RECORD_ORDER, toRecord } from '@/lib/archive/to-record';
import type { Tx } from '@/lib/db/client';

const PAGE = 500;

/** The public archive as `sawt/1` JSONL: everything that is named before what names it. */
export async function* jsonlLines(tx: Tx): AsyncGenerator<string> {
  const relations = new Map<string, FormOf<'relation'>[]>();
  for await (const relation of readKind(tx, 'relation')) {
    relations.set(relation.from, [...(relations.get(relation.from) ?? []), relation]);
  }
  for (const kind of RECORD_ORDER) {
    for await (const form of readKind(tx, kind)) {
      const own = form.form === 'testimony' ? relations.get(form.reference) : undefined;
      yield `${JSON.stringify(toRecord(form, own))}\n`;
    }
  }
}

/** The public testimonies as CSV, with a header row. */
export async function* csvLines(tx: Tx): AsyncGenerator<string> {
  yield csvLine(CSV_COLUMNS);
  for await (const form of readKind(tx, 'testimony')) yield csvLine(toCsvRow(form));
}

/** The current public forms of one kind, by key. */
export async function* readKind<Kind extends FormKind>(tx: Tx, kind: Kind): AsyncGenerator<FormOf<Kind>> {
  let after = '';
  for (;;) {
    const rows = await tx.publicForm.findMany({
      where: { kind, current: true, sealed: false, key: { gt: after } },
      orderBy: { key: 'asc' },
      take: PAGE,
      select: { key: true, form: true },
    });
    for (const { form } of rows) yield form as unknown as FormOf<Kind>;
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.key;
  }
}
