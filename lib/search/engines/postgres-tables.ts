import type pg from 'pg';
import { ANY_RECORD } from './any-record';

/**
 * The tables of the PostgreSQL engine. They live in the schema `search`, belong to the app's role and
 * are made from public forms at will, so no migration knows them: a layout of another version is built
 * anew (prepare-index.ts). `next_` stands before each name while an index is built beside the one in use.
 *
 * - document: one narrow row a record. `terms` holds what it is found by (`terms.ts`); the
 *   seven numbers are bundles.
 * - line: a record's words in order, for phrases and for the order of relevance, and its form's digest.
 * - bundle: values that records have together (its speaker and account; platform, kind, stance and
 *   language; its events; its places; its sources; its tags; its months). A few thousand bundles stand for a million
 *   records, so facets are counted by number and spelled out once.
 * - word: the vocabulary, for slips, and `mask` tells which letters a word has.
 * - tag: what a tag is called.
 * - head, tally: for terms that very many records have (`postgres-tally.ts`), how many of these have each
 *   member of a bundle, kept true with every change.
 */
export const LAYOUT = 6;

/**
 * A statement that fails with `OTHER_LAYOUT` where the index in use is of another version of the archive:
 * during an upgrade the two run side by side, and neither may answer from what the other made.
 */
export const CHECK_LAYOUT = `SELECT 1 / (version = ${LAYOUT})::int FROM search.layout`;
/** A division by zero: nothing else in searching divides in the database. */
export const OTHER_LAYOUT = '22012';

/** In the order in which they are locked. */
export const TABLES = ['document', 'line', 'bundle', 'word', 'tag', 'head', 'tally', 'layout'] as const;

export type Generation = '' | 'next_';
export const BUNDLES = ['who', 'make', 'event', 'place', 'source', 'tagged', 'span'] as const;
export type BundleName = (typeof BUNDLES)[number];

/** The layout of the index in use; null where there is none. */
export async function layoutInUse(pool: pg.Pool): Promise<number | null> {
  const { rows } = await pool.query("SELECT to_regclass('search.layout') IS NOT NULL AS there");
  if (!rows[0].there) return null;
  return (
    (await pool.query<{ version: number }>('SELECT version FROM search.layout')).rows[0]?.version ?? null
  );
}

/**
 * Makes the tables where they are missing, or of another layout. True when they are new and empty: whoever
 * searches then finds nothing, so an archive in use is filled beside (prepare-index.ts) instead.
 */
export async function ensureSearchTables(pool: pg.Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // Two processes that start together must not both make them.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('sawt search tables'))");
    const { rows } = await client.query("SELECT to_regclass('search.layout') IS NOT NULL AS there");
    const layout = rows[0].there
      ? (await client.query('SELECT version FROM search.layout')).rows[0]?.version
      : null;
    if (layout !== LAYOUT) {
      await client.query(dropTables(''));
      await client.query(dropTables('next_'));
      await client.query(createTables(''));
      await client.query(createIndexes(''));
    }
    await client.query('COMMIT');
    return layout !== LAYOUT;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

export function dropTables(g: Generation): string {
  return `DROP TABLE IF EXISTS ${TABLES.map((table) => `search.${g}${table}`)}`;
}

export function createTables(g: Generation): string {
  return `
    CREATE TABLE search.${g}document (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      reference text COLLATE "C" NOT NULL UNIQUE,
      revision bigint NOT NULL,
      earliest timestamptz,
      latest timestamptz,
      ${BUNDLES.map((name) => `${name} int NOT NULL`)},
      terms tsvector NOT NULL
    );
    CREATE TABLE search.${g}line (
      reference text COLLATE "C" PRIMARY KEY, digest bytea NOT NULL, line text NOT NULL
    );
    CREATE TABLE search.${g}bundle (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      key text COLLATE "C" NOT NULL UNIQUE,
      members text[] NOT NULL,
      docs int NOT NULL DEFAULT 0
    );
    CREATE TABLE search.${g}word (word text COLLATE "C" PRIMARY KEY, docs int NOT NULL, mask bigint NOT NULL);
    CREATE TABLE search.${g}tag (slug text PRIMARY KEY, label text NOT NULL, docs int NOT NULL);
    CREATE TABLE search.${g}head (term text COLLATE "C" PRIMARY KEY);
    INSERT INTO search.${g}head VALUES ('${ANY_RECORD}');
    CREATE TABLE search.${g}tally (
      term text COLLATE "C", member text COLLATE "C", docs int NOT NULL, PRIMARY KEY (term, member)
    ) WITH (fillfactor = 80);
    CREATE TABLE search.${g}layout (version int NOT NULL);
    INSERT INTO search.${g}layout VALUES (${LAYOUT});
    GRANT SELECT ON ALL TABLES IN SCHEMA search TO sawt_reading;`;
}

/** Apart from the tables, because loading a whole archive is faster without them. */
export function createIndexes(g: Generation): string {
  return `
    CREATE INDEX ON search.${g}document USING gin (terms) WITH (fastupdate = off);
    CREATE INDEX ON search.${g}document (earliest, reference);
    CREATE INDEX ON search.${g}document (earliest DESC NULLS LAST, reference DESC);
    CREATE INDEX ON search.${g}word (left(word, 1), char_length(word));
    CREATE INDEX ON search.${g}word (left(word, 1), reverse(word));
    CREATE INDEX ON search.${g}word (substr(word, 2) COLLATE "C");`;
}
