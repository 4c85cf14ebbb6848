import type pg from 'pg';
import type { SearchDocument } from '../document';
import { BUNDLES, type BundleName, type Generation } from './postgres-tables';
import { applyTally, readHeads } from './postgres-tally';
import { type DocumentRow, documentRow, letterMask } from './terms';

/**
 * Writes and removes records within the caller's transaction, and keeps the counts of words, bundles
 * and tags true. A word, bundle or tag that no record has any more goes at once: what was withdrawn
 * must not live on as a suggestion.
 */
export async function writeRecords(
  client: pg.ClientBase,
  upserts: readonly SearchDocument[],
  deletes: readonly string[],
): Promise<void> {
  const touched = [...upserts.map((document) => document.reference), ...deletes];
  const words = new Tally<string>();
  const bundles = new Tally<number>();
  const tags = new Tally<string>();
  const labels: Record<string, string> = {};

  const heads = await readHeads(client);
  const kept = new Tally<string>();
  const keep = (terms: readonly string[], members: readonly string[], change: 1 | -1) => {
    for (const term of terms) {
      if (heads.has(term))
        kept.add(
          members.map((member) => `${term}\n${member}`),
          change,
        );
    }
  };

  const { rows: before } = await client.query(
    `SELECT tsvector_to_array(d.terms) AS terms, ARRAY[${BUNDLES.map((name) => `d.${name}`)}] AS bundles,
            (SELECT members FROM search.bundle b WHERE b.id = d.tagged) AS tags,
            (SELECT array_agg(member) FROM unnest(ARRAY[${BUNDLES.map((name) => `d.${name}`)}]) bundle
               JOIN search.bundle b ON b.id = bundle, unnest(b.members) member) AS members
       FROM search.document d WHERE reference = ANY($1)`,
    [touched],
  );
  for (const row of before) {
    keep(row.terms, row.members ?? [], -1);
    words.add(row.terms.filter(isWord), -1);
    bundles.add(row.bundles, -1);
    tags.add((row.tags ?? []).map(tagOf), -1);
  }
  const rows = upserts.map((document) => ({ document, row: documentRow(document) }));
  const ids = await bundleIds(
    client,
    '',
    rows.map(({ row }) => row),
  );
  for (const { document, row } of rows) {
    keep(row.terms, Object.values(row.bundles).flat(), 1);
    words.add(row.words, 1);
    bundles.add(
      BUNDLES.map((name) => ids.get(bundleKey(row.bundles[name]))!),
      1,
    );
    tags.add(document.facets.tag, 1);
    Object.assign(labels, document.tagLabels);
  }

  await client.query('DELETE FROM search.document WHERE reference = ANY($1)', [touched]);
  await insertRows(client, '', rows, ids);
  await applyWords(client, words.changes());
  await applyBundles(client, bundles.changes());
  await applyTags(client, tags.changes(), labels);
  await applyTally(
    client,
    kept.changes().map(([key, change]) => {
      const [term, member] = key.split('\n') as [string, string];
      return [term, member, change] as const;
    }),
  );
}

/** Appends records to an index that is being built; counts come at its end. */
export async function appendRecords(
  client: pg.ClientBase,
  documents: readonly SearchDocument[],
): Promise<void> {
  const rows = documents.map((document) => ({ document, row: documentRow(document) }));
  const ids = await bundleIds(
    client,
    'next_',
    rows.map(({ row }) => row),
  );
  await client.query('DELETE FROM search.next_document WHERE reference = ANY($1)', [
    documents.map((document) => document.reference),
  ]);
  await insertRows(client, 'next_', rows, ids);
  const labels = Object.entries(Object.assign({}, ...documents.map((document) => document.tagLabels)));
  if (labels.length === 0) return;
  await client.query(
    `INSERT INTO search.next_tag SELECT slug, label, 0 FROM unnest($1::text[], $2::text[]) t (slug, label)
     ON CONFLICT DO NOTHING`,
    [labels.map(([slug]) => slug), labels.map(([, label]) => label)],
  );
}

/** Counts the words, bundles and tags of a finished index. */
export async function countNextGeneration(client: pg.ClientBase): Promise<void> {
  await client.query(`UPDATE search.next_bundle b SET docs = n.docs FROM (
      SELECT bundle, count(*) AS docs FROM search.next_document, unnest(ARRAY[${BUNDLES}]) bundle GROUP BY 1
    ) n WHERE n.bundle = b.id`);
  await client.query('DELETE FROM search.next_bundle WHERE docs = 0');
  await client.query(`UPDATE search.next_tag t SET docs = n.docs FROM (
      SELECT substr(member, 5) AS slug, sum(docs) AS docs FROM search.next_bundle, unnest(members) member
       WHERE member LIKE 'tag:%' GROUP BY 1
    ) n WHERE n.slug = t.slug`);
  await client.query('DELETE FROM search.next_tag WHERE docs = 0');
  await client.query(
    `DECLARE vocabulary NO SCROLL CURSOR FOR
       SELECT word, ndoc FROM ts_stat('SELECT terms FROM search.next_document') WHERE left(word, 1) NOT IN ('=', '#', ':', '^', '~')`,
  );
  for (;;) {
    const { rows } = await client.query('FETCH 20000 FROM vocabulary');
    if (rows.length === 0) break;
    const words: string[] = rows.map((row) => row.word);
    await client.query(
      'INSERT INTO search.next_word SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[])',
      [words, rows.map((row) => row.ndoc), words.map((word) => String(letterMask(word)))],
    );
  }
  await client.query('CLOSE vocabulary');
}

type Row = { document: SearchDocument; row: DocumentRow };

async function insertRows(
  client: pg.ClientBase,
  g: Generation,
  rows: readonly Row[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  if (rows.length === 0) return;
  const column = (value: (row: Row) => unknown) => rows.map(value);
  await client.query(
    `INSERT INTO search.${g}document (reference, revision, digest, earliest, latest, line, terms, ${BUNDLES})
     SELECT reference, revision, decode(digest, 'hex'), earliest, latest, line,
            array_to_tsvector(string_to_array(terms, ' ')), ${BUNDLES}
       FROM unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[],
                   ${BUNDLES.map((_, at) => `$${at + 8}::int[]`)})
            t (reference, revision, digest, earliest, latest, line, terms, ${BUNDLES})`,
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

function bundleKey(members: readonly string[]): string {
  return members.join('\n');
}

async function bundleIds(
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

async function applyWords(client: pg.ClientBase, changes: [string, number][]): Promise<void> {
  if (changes.length === 0) return;
  const words = changes.map(([word]) => word);
  await client.query(
    `INSERT INTO search.word AS w SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[])
     ON CONFLICT (word) DO UPDATE SET docs = w.docs + EXCLUDED.docs`,
    [words, changes.map(([, change]) => change), words.map((word) => String(letterMask(word)))],
  );
  await client.query('DELETE FROM search.word WHERE word = ANY($1) AND docs <= 0', [words]);
}

async function applyBundles(client: pg.ClientBase, changes: [number, number][]): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map(([id]) => id);
  await client.query(
    `UPDATE search.bundle b SET docs = b.docs + c.change FROM unnest($1::int[], $2::int[]) c (id, change) WHERE b.id = c.id`,
    [ids, changes.map(([, change]) => change)],
  );
  await client.query('DELETE FROM search.bundle WHERE id = ANY($1) AND docs <= 0', [ids]);
}

async function applyTags(
  client: pg.ClientBase,
  changes: [string, number][],
  labels: Record<string, string>,
): Promise<void> {
  if (changes.length === 0) return;
  const slugs = changes.map(([slug]) => slug);
  await client.query(
    `INSERT INTO search.tag AS t SELECT slug, label, change FROM unnest($1::text[], $2::text[], $3::int[]) c (slug, label, change)
     ON CONFLICT (slug) DO UPDATE SET docs = t.docs + EXCLUDED.docs`,
    [slugs, slugs.map((slug) => labels[slug] ?? slug), changes.map(([, change]) => change)],
  );
  await client.query('DELETE FROM search.tag WHERE slug = ANY($1) AND docs <= 0', [slugs]);
}

function isWord(term: string): boolean {
  return !/^[=#:^~]/.test(term);
}

function tagOf(member: string): string {
  return member.slice('tag:'.length);
}

/** Counts up and down, and forgets what comes out even. */
class Tally<Key extends string | number> {
  private readonly counts = new Map<Key, number>();

  add(keys: Iterable<Key>, change: 1 | -1): void {
    for (const key of keys) this.counts.set(key, (this.counts.get(key) ?? 0) + change);
  }

  /** In the order of keys, so that two writers never wait for each other crosswise. */
  changes(): [Key, number][] {
    return [...this.counts].filter(([, change]) => change !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
