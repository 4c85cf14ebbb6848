import type { SearchRequest } from '../engine';
import type { Query } from '../query';
import type { Opened } from './postgres-opening';
import type { Condition } from './postgres-select';

/** What a page of very many matches is asked with. */
export interface Asked extends Opened {
  query: Query;
  request: SearchRequest;
  /** How many match. */
  total: number;
}

/** The page of a condition in the order of dates, by the cheaper of two ways. */
export async function byDate(
  { client, records }: Pick<Opened, 'client' | 'records'>,
  { sql, values }: Condition,
  total: number,
  { sort, offset, limit }: Pick<SearchRequest, 'sort' | 'offset' | 'limit'>,
): Promise<string[]> {
  const down = sort === 'newest' ? 'DESC' : '';
  // Where many match, walking the index of dates meets enough of them soon; where few do, walking would
  // take seconds, so the order is told in a way that no index has, and the matches are sorted.
  const walk = isFrequent(records, total, offset + limit);
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
function isFrequent(records: number, total: number, wanted: number): boolean {
  return total > 0 && ((wanted * records) / total) * 5 < total;
}
