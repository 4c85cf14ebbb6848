import type pg from 'pg';
import type { SearchDocument } from '../document';
import { BUNDLES, type BundleName, type Generation } from './postgres-tables';
import type { DocumentRow } from './terms';

/** A record with what is written of it. */
export type Row = { document: SearchDocument; row: DocumentRow };

/** Writes the rows of new records, with the numbers of their bundles. */
export async function insertRows(
  client: pg.ClientBase,
  g: Generation,
  rows: readonly Row[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  if (rows.length === 0) return;
  const column = (value: (row: Row) => unknown) => rows.map(value);
  await client.query(
    `WITH given AS (
       SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[],
                   ${BUNDLES.map((_, at) => `$${at + 8}::int[]`)})
            t (reference, revision, digest, earliest, latest, line, terms, ${BUNDLES})
     ), lines AS (
       INSERT INTO search.${g}line (reference, digest, line) SELECT reference, decode(digest, 'hex'), line FROM given
     )
     INSERT INTO search.${g}document (reference, revision, earliest, latest, terms, ${BUNDLES})
     SELECT reference, revision, earliest, latest, array_to_tsvector(string_to_array(terms, ' ')), ${BUNDLES} FROM given`,
    [
      column(({ document }) => document.reference),
      column(({ document }) => String(document.revision)),
      column(({ document }) => document.digest),
      column(({ document }) => document.earliest?.toISOString() ?? null),
      column(({ document }) => document.latest?.toISOString() ?? null),
      column(({ row }) => row.line),
      column(({ row }) => row.terms.map(withoutSpace).join(' ')),
      ...BUNDLES.map((name) => column(({ row }) => ids.get(bundleKey(row.bundles[name])))),
    ],
  );
}

/** A platform's name may hold spaces, which divide the terms on their way; no word does. */
function withoutSpace(term: string): string {
  return term.replace(/\s/g, '\u00a0');
}

/** A bundle by what is in it. */
export function bundleKey(members: readonly string[]): string {
  return members.join('\n');
}

/** The numbers of the bundles that these rows have, made where they are new. */
export async function bundleIds(
  client: pg.ClientBase,
  g: Generation,
  rows: readonly DocumentRow[],
): Promise<Map<string, number>> {
  const keys = [
    ...new Set(rows.flatMap((row) => BUNDLES.map((name: BundleName) => bundleKey(row.bundles[name])))),
  ];
  const find = async (wanted: string[]) =>
    (await client.query(`SELECT key, id FROM search.${g}bundle WHERE key = ANY($1)`, [wanted])).rows as {
      key: string;
      id: number;
    }[];
  const ids = new Map((await find(keys)).map(({ key, id }) => [key, id]));
  const missing = keys.filter((key) => !ids.has(key));
  if (missing.length > 0) {
    await client.query(
      `INSERT INTO search.${g}bundle (key, members)
       SELECT key, string_to_array(key, E'\\n') FROM unnest($1::text[]) key ON CONFLICT DO NOTHING`,
      [missing],
    );
    for (const { key, id } of await find(missing)) ids.set(key, id);
  }
  return ids;
}

/** Removes records; gives what each was found by. */
export async function deleteRows(
  client: pg.Pool | pg.ClientBase,
  g: Generation,
  references: readonly string[],
): Promise<{ terms: string[] }[]> {
  const { rows } = await client.query(
    `WITH lines AS (DELETE FROM search.${g}line WHERE reference = ANY($1))
     DELETE FROM search.${g}document WHERE reference = ANY($1) RETURNING tsvector_to_array(terms) AS terms`,
    [references],
  );
  return rows;
}

/** Is this lexeme a word, and not a term behind a mark? */
export function isWord(term: string): boolean {
  return !/^[=#:^~&]/.test(term);
}
