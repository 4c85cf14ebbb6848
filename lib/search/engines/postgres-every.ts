import type { SearchRequest } from '../engine';
import type { Opened } from './postgres-opening';
import { condition } from './postgres-select';

const BATCH = 5_000;

/**
 * One batch of everything that has all terms of a request, in the order of references, after a given one.
 * Nothing is counted or ranked. Expanding the words again for each batch costs a millisecond, and holds no
 * snapshot open while a slow reader takes what came before.
 */
export async function readBatch(
  { client, expansions, excluded }: Opened,
  request: SearchRequest,
  after: string,
): Promise<string[]> {
  const { sql, values } = condition(request.query.terms, expansions, { ...request, excluded });
  const { rows } = await client.query<{ reference: string }>(
    `SELECT d.reference FROM search.document d WHERE ${sql} AND d.reference > $${values.length + 1}
      ORDER BY d.reference LIMIT ${BATCH}`,
    [...values, after],
  );
  return rows.map(({ reference }) => reference);
}
