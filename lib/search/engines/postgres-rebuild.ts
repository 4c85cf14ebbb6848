import type pg from 'pg';
import type { SearchDocument } from '../document';
import type { Rebuild } from '../engine';
import { bundleIds, deleteRows, insertRows, isWord } from './postgres-rows';
import { BUNDLES, createIndexes, createTables, dropTables, TABLES } from './postgres-tables';
import { tallyNextGeneration } from './postgres-tally';
import { applyWords } from './postgres-write';
import { SignedTally } from './signed-tally';
import { documentRow } from './terms';

/** Words counted in memory before they are added to the vocabulary. */
const MOST_WORDS = 200_000;

/** Builds an index beside the one in use, and puts it in its place in one transaction. */
export async function startRebuild(pool: pg.Pool): Promise<Rebuild> {
  await pool.query(`${dropTables('next_')}; ${createTables('next_')}`);
  const words = new SignedTally<string>();
  const saveWords = async (client: pg.Pool | pg.ClientBase) => {
    const changes = words.changes();
    words.clear();
    for (let at = 0; at < changes.length; at += 20_000) {
      await applyWords(client, 'next_', changes.slice(at, at + 20_000));
    }
  };
  const remove = async (client: pg.Pool | pg.ClientBase, references: readonly string[]) => {
    for (const { terms } of await deleteRows(client, 'next_', references)) {
      words.add(terms.filter(isWord), -1);
    }
  };
  let prepared = false;
  const prepare = async () => {
    const client = await pool.connect();
    try {
      await saveWords(client);
      await client.query(`SET maintenance_work_mem = '512MB'`);
      await client.query(createIndexes('next_'));
      // No transaction may do it: it marks pages whose rows all can see, so that indexes alone answer.
      await client.query('VACUUM ANALYZE search.next_document, search.next_line, search.next_word');
    } finally {
      await client.query('RESET maintenance_work_mem').catch(() => {});
      client.release();
    }
    prepared = true;
  };
  return {
    write: async (documents) => {
      const client = await pool.connect();
      try {
        await remove(
          client,
          documents.map((document) => document.reference),
        );
        await append(client, documents, words);
      } finally {
        client.release();
      }
      if (words.size > MOST_WORDS) await saveWords(pool);
    },
    remove: (references) => remove(pool, references),
    prepare,
    commit: async () => {
      if (!prepared) await prepare();
      const client = await pool.connect();
      try {
        await saveWords(client);
        await client.query('BEGIN');
        await client.query("SELECT pg_advisory_xact_lock(hashtext('sawt search write'))");
        await countBundles(client);
        await client.query('ANALYZE search.next_bundle');
        await tallyNextGeneration(client);
        await client.query('ANALYZE search.next_tally');
        // In one message, since readers wait from the first of these to the last.
        const renamed = TABLES.map((table) => `ALTER TABLE search.next_${table} RENAME TO ${table}`);
        await client.query([dropTables(''), ...renamed, 'COMMIT'].join('; '));
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
    abandon: async () => {
      await pool.query(dropTables('next_'));
    },
  };
}

async function append(
  client: pg.ClientBase,
  documents: readonly SearchDocument[],
  words: SignedTally<string>,
): Promise<void> {
  const rows = documents.map((document) => ({ document, row: documentRow(document) }));
  const ids = await bundleIds(
    client,
    'next_',
    rows.map(({ row }) => row),
  );
  await insertRows(client, 'next_', rows, ids);
  for (const { row } of rows) words.add(row.words, 1);
  const labels = Object.entries(Object.assign({}, ...documents.map((document) => document.tagLabels)));
  if (labels.length === 0) return;
  await client.query(
    `INSERT INTO search.next_tag SELECT slug, label, 0 FROM unnest($1::text[], $2::text[]) t (slug, label)
     ON CONFLICT DO NOTHING`,
    [labels.map(([slug]) => slug), labels.map(([, label]) => label)],
  );
}

/** Counts the bundles and tags of a finished index. */
async function countBundles(client: pg.ClientBase): Promise<void> {
  await client.query(`UPDATE search.next_bundle b SET docs = n.docs FROM (
      SELECT bundle, count(*) AS docs FROM search.next_document, unnest(ARRAY[${BUNDLES}]) bundle GROUP BY 1
    ) n WHERE n.bundle = b.id`);
  await client.query('DELETE FROM search.next_bundle WHERE docs = 0');
  await client.query(`UPDATE search.next_tag t SET docs = n.docs FROM (
      SELECT substr(member, 5) AS slug, sum(docs) AS docs FROM search.next_bundle, unnest(members) member
       WHERE member LIKE 'tag:%' GROUP BY 1
    ) n WHERE n.slug = t.slug`);
  await client.query('DELETE FROM search.next_tag WHERE docs = 0');
}
