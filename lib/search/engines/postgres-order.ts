import type pg from 'pg';
import type { Lexicon } from '../clitics';
import type { SearchRequest } from '../engine';
import type { Query, WordTerm } from '../query';
import type { Expansion } from './expand-words';
import type { Condition } from './postgres-select';

/** What a page of very many matches is asked with. */
export interface Asked {
  client: pg.ClientBase;
  query: Query;
  expansions: ReadonlyMap<WordTerm, Expansion>;
  lexicon: Lexicon;
  request: SearchRequest;
  /** How many match. */
  total: number;
}

/** The page of a condition in the order of dates, by the cheaper of two ways. */
export async function byDate(
  client: pg.ClientBase,
  { sql, values }: Condition,
  total: number,
  { sort, offset, limit }: Pick<SearchRequest, 'sort' | 'offset' | 'limit'>,
): Promise<string[]> {
  const down = sort === 'newest' ? 'DESC' : '';
  // Where many match, walking the index of dates meets enough of them soon; where few do, walking would
  // take seconds, so the order is told in a way that no index has, and the matches are sorted.
  const walk = await isFrequent(client, total, offset + limit);
  const order = walk
    ? `d.earliest ${down} ${down && 'NULLS LAST'}, d.reference ${down}`
    : `d.earliest IS NULL, d.earliest ${down}, d.reference ${down}`;
  const { rows } = await client.query(
    `SELECT d.reference FROM search.document d WHERE ${sql} ORDER BY ${order} OFFSET ${offset} LIMIT ${limit}`,
    values,
  );
  return rows.map((row) => row.reference);
}

/**
 * Do so many of the records match that walking through all of them in order is the shorter way to the
 * first `wanted`? Walking looks into each record, which costs several times what fetching a match does.
 */
async function isFrequent(client: pg.ClientBase, total: number, wanted: number): Promise<boolean> {
  return total > 0 && ((wanted * (await countRecords(client))) / total) * 5 < total;
}

/** How many records there are, nearly: as the planner knows it. */
export async function countRecords(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query(
    "SELECT reltuples::float8 AS records FROM pg_class WHERE oid = 'search.document'::regclass",
  );
  return Math.max(1, rows[0].records);
}
