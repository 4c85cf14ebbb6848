import type { FormOf } from '@/lib/archive/public-form';
import type { ReadingDb } from '@/lib/db/client';

/** A record as a harvester sees it: there, or gone for good or for now. */
export interface OaiRecord {
  reference: string;
  /** The day (UTC) of its last change: `2026-11-24`. */
  datestamp: string;
  /** Null where it was withdrawn or erased. */
  form: FormOf<'testimony'> | null;
}

export interface Span {
  /** First and last day (UTC), both included; null is unbounded. */
  from: string | null;
  until: string | null;
}

/** Where a list goes on: after this record. */
export interface After {
  datestamp: string;
  reference: string;
}

/** The next `max` records of a span, in order of change, those that went among them. */
export async function readRecords(
  db: ReadingDb,
  span: Span,
  after: After | null,
  max: number,
): Promise<OaiRecord[]> {
  const { from, until } = span;
  const [day, key] = [after?.datestamp ?? '0001-01-01', after?.reference ?? ''];
  const rows = await db.$queryRaw<{ reference: string; datestamp: string; form: unknown }[]>`
    SELECT reference, to_char(day, 'YYYY-MM-DD') AS datestamp, form FROM (
      (SELECT key AS reference, changed_on AS day, form FROM public_form
        WHERE kind = 'testimony' AND current AND NOT sealed
          AND (changed_on, key) > (${day}::date, ${key})
          AND changed_on BETWEEN coalesce(${from}::date, '-infinity') AND coalesce(${until}::date, 'infinity')
        ORDER BY changed_on, key LIMIT ${max}::int)
      UNION ALL
      (SELECT reference, day, NULL::jsonb FROM tombstone
        WHERE (day, reference) > (${day}::date, ${key})
          AND day BETWEEN coalesce(${from}::date, '-infinity') AND coalesce(${until}::date, 'infinity')
        ORDER BY day, reference LIMIT ${max}::int)
    ) AS changes
    ORDER BY day, reference LIMIT ${max}::int`;
  return rows.map(({ form, ...row }) => ({ ...row, form: form as FormOf<'testimony'> | null }));
}

/** How many records a span holds now. */
export async function countRecords(db: ReadingDb, { from, until }: Span): Promise<number> {
  const [row] = await db.$queryRaw<{ amount: bigint }[]>`
    SELECT (SELECT count(*) FROM public_form
        WHERE kind = 'testimony' AND current AND NOT sealed
          AND changed_on BETWEEN coalesce(${from}::date, '-infinity') AND coalesce(${until}::date, 'infinity'))
      + (SELECT count(*) FROM tombstone
        WHERE day BETWEEN coalesce(${from}::date, '-infinity') AND coalesce(${until}::date, 'infinity')) AS amount`;
  return Number(row?.amount ?? 0);
}

/** One record; null where there never was one. */
export async function readRecord(db: ReadingDb, reference: string): Promise<OaiRecord | null> {
  const rows = await db.$queryRaw<{ datestamp: string; form: unknown }[]>`
    SELECT to_char(changed_on, 'YYYY-MM-DD') AS datestamp, form FROM public_form
      WHERE kind = 'testimony' AND key = ${reference} AND current AND NOT sealed
    UNION ALL
    SELECT to_char(day, 'YYYY-MM-DD'), NULL::jsonb FROM tombstone WHERE reference = ${reference}`;
  const row = rows.find(({ form }) => form !== null) ?? rows[0];
  return row === undefined
    ? null
    : { reference, datestamp: row.datestamp, form: row.form as FormOf<'testimony'> | null };
}

/** The day of the oldest change that a harvester can meet; null in an empty archive. */
export async function readEarliestDatestamp(db: ReadingDb): Promise<string | null> {
  const [first] = await readRecords(db, { from: null, until: null }, null, 1);
  return first?.datestamp ?? null;
}
