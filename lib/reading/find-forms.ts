import type { FormKind } from '@/lib/archive/public-form';
import type { ReadingDb } from '@/lib/db/client';
import { type StoredForm, type StoredRow, storedForm } from './stored-form';

/** What a form must hold: `{speaker: {slug: 'lina-shamy'}}`, `{events: [{slug: 'x'}]}`; `{}` is all. */
export type Containing = Record<string, unknown>;

/**
 * The current forms of a kind that hold `containing`, the earliest first and the undated last.
 * `max` and `skip` count forms.
 */
export async function findForms<Kind extends FormKind>(
  db: ReadingDb,
  kind: Kind,
  containing: Containing = {},
  { max = 10_000, skip = 0 }: { max?: number; skip?: number } = {},
): Promise<StoredForm<Kind>[]> {
  const rows = await db.$queryRaw<StoredRow[]>`
    SELECT key, version, digest, created_at, revision, form
    FROM open_forms(${kind}, ${JSON.stringify(containing)}::jsonb, ${max}::int, ${skip}::int)`;
  return rows.map((row) => storedForm<Kind>(row));
}

/** How many current forms of a kind hold `containing`. */
export async function countForms(
  db: ReadingDb,
  kind: FormKind,
  containing: Containing = {},
): Promise<number> {
  const [row] = await db.$queryRaw<{ amount: bigint }[]>`
    SELECT count_open_forms(${kind}, ${JSON.stringify(containing)}::jsonb) AS amount`;
  return Number(row?.amount ?? 0);
}

/** How many testimonies and statements name each slug under `path` of their form (`events`, `speaker`). */
export async function countByName(
  db: ReadingDb,
  path: 'speaker' | 'account' | 'events' | 'places' | 'sources',
): Promise<Map<string, { testimony: number; statement: number }>> {
  const rows = await db.$queryRaw<{ slug: string; stance: 'testimony' | 'statement'; amount: bigint }[]>`
    SELECT slug, stance, amount FROM open_form_counts(${[path]}::text[])`;
  const counts = new Map<string, { testimony: number; statement: number }>();
  for (const { slug, stance, amount } of rows) {
    const count = counts.get(slug) ?? { testimony: 0, statement: 0 };
    count[stance] = Number(amount);
    counts.set(slug, count);
  }
  return counts;
}

/** The current form of one record; null when readers have none. */
export async function readForm<Kind extends FormKind>(
  db: ReadingDb,
  kind: Kind,
  key: string,
): Promise<StoredForm<Kind> | null> {
  // PostgreSQL keeps no NUL: nothing has such a key, and asking for it would fail.
  if (key.includes('\0')) return null;
  const [row] = await db.$queryRaw<StoredRow[]>`
    SELECT key, version, digest, created_at, revision, form
    FROM public_form WHERE kind = ${kind} AND key = ${key} AND current AND NOT sealed`;
  return row === undefined ? null : storedForm<Kind>(row);
}

/**
 * One version of a testimony by its digest (SHA-256, lower-case hex), whether shown now or replaced
 * since; null when readers have none: it never was, or something in it was taken out.
 */
export async function readVersion(
  db: ReadingDb,
  reference: string,
  digest: string,
): Promise<(StoredForm<'testimony'> & { current: boolean }) | null> {
  const [row] = await db.$queryRaw<(StoredRow & { current: boolean })[]>`
    SELECT key, version, digest, created_at, revision, form, current FROM public_form
    WHERE kind = 'testimony' AND key = ${reference} AND digest = ${digest} AND NOT sealed
    ORDER BY version DESC LIMIT 1`;
  return row === undefined ? null : { ...storedForm<'testimony'>(row), current: row.current };
}

/** The current forms of several records of one kind, by key; those that readers have. */
export async function readForms<Kind extends FormKind>(
  db: ReadingDb,
  kind: Kind,
  keys: readonly string[],
): Promise<Map<string, StoredForm<Kind>>> {
  if (keys.length === 0) return new Map();
  const rows = await db.$queryRaw<StoredRow[]>`
    SELECT key, version, digest, created_at, revision, form
    FROM public_form WHERE kind = ${kind} AND key = ANY(${[...keys]}::text[]) AND current AND NOT sealed`;
  return new Map(rows.map((row) => [row.key, storedForm<Kind>(row)]));
}
