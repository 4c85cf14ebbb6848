import type pg from 'pg';
import type { SearchDocument } from '../document';
import { bundleIds, bundleKey, deleteRows, insertRows, isWord } from './postgres-rows';
import { BUNDLES, type Generation } from './postgres-tables';
import { applyTally, readHeads } from './postgres-tally';
import { SignedTally } from './signed-tally';
import { documentRow, letterMask } from './terms';

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
  const words = new SignedTally<string>();
  const bundles = new SignedTally<number>();
  const tags = new SignedTally<string>();
  const labels: Record<string, string> = {};

  const heads = await readHeads(client);
  const kept = new SignedTally<string>();
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

  await deleteRows(client, '', touched);
  await insertRows(client, '', rows, ids);
  await applyWords(client, '', words.changes());
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

/** Adds to the vocabulary what a batch of changes comes to. */
export async function applyWords(
  client: pg.Pool | pg.ClientBase,
  g: Generation,
  changes: [string, number][],
): Promise<void> {
  if (changes.length === 0) return;
  const words = changes.map(([word]) => word);
  await client.query(
    `INSERT INTO search.${g}word AS w SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[])
     ON CONFLICT (word) DO UPDATE SET docs = w.docs + EXCLUDED.docs`,
    [words, changes.map(([, change]) => change), words.map((word) => String(letterMask(word)))],
  );
  await client.query(`DELETE FROM search.${g}word WHERE word = ANY($1) AND docs <= 0`, [words]);
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

function tagOf(member: string): string {
  return member.slice('tag:'.length);
}
