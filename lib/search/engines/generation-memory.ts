import type pg from 'pg';
import { ANY_RECORD } from './any-record';

/**
 * What is remembered of an index that cannot change while it is in use: which terms are heads, and what
 * is in a bundle. A rebuilt index is another one, told by the number that PostgreSQL gives its table.
 */
export interface Generation {
  id: number;
  /** Which terms are heads and, of filters, how many records had each when this was learnt. */
  heads: ReadonlyMap<string, number>;
  /** The members of these bundles, those not known yet read now. */
  membersOf(client: pg.ClientBase, bundles: readonly number[]): Promise<ReadonlyMap<number, string[]>>;
}

/** Some megabytes; past it all is forgotten and learnt again. */
const MOST_BUNDLES = 50_000;

/** Remembers the one generation that was asked for last. */
export function generationMemory(): (client: pg.ClientBase, id: number) => Promise<Generation> {
  let known: Generation | null = null;
  return async (client, id) => {
    if (known?.id === id) return known;
    const { rows } = await client.query<{ term: string; docs: number | null }>(
      `SELECT h.term, t.docs FROM search.head h
         LEFT JOIN search.tally t ON t.term = '${ANY_RECORD}' AND t.member = substr(h.term, 2)`,
    );
    known = {
      id,
      heads: new Map(rows.map(({ term, docs }) => [term, docs ?? 0])),
      membersOf: bundleMemory(),
    };
    return known;
  };
}

function bundleMemory(): Generation['membersOf'] {
  const members = new Map<number, string[]>();
  return async (client, bundles) => {
    const missing = bundles.filter((id) => !members.has(id));
    if (missing.length === 0) return members;
    if (members.size + missing.length > MOST_BUNDLES) members.clear();
    const wanted = members.size === 0 ? bundles : missing;
    const { rows } = await client.query<{ id: number; members: string[] }>({
      name: 'search bundles',
      text: 'SELECT id, members FROM search.bundle WHERE id = ANY($1)',
      values: [wanted],
    });
    for (const row of rows) members.set(row.id, row.members);
    return members;
  };
}
