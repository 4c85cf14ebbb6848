import type pg from 'pg';
import { ANY_RECORD } from './any-record';
import { type Member, memberOf } from './members';

/**
 * What is remembered of an index that cannot change while it is in use: which terms are heads, and what
 * is in a bundle. A rebuilt index is another one, told by the number that PostgreSQL gives its table.
 */
export interface Generation {
  id: number;
  /** Which terms are heads and, of filters, how many records had each when this was learnt. */
  heads: ReadonlyMap<string, number>;
  /** What these bundles hold, those not known yet read now. */
  membersOf(client: pg.ClientBase, bundles: readonly number[]): Promise<KnownBundles>;
}

export interface KnownBundles {
  /** By the number of a bundle, where its members stand among `members`. */
  bundles: ReadonlyMap<number, readonly number[]>;
  members: readonly Member[];
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
  const empty = () => ({
    bundles: new Map<number, number[]>(),
    members: [] as Member[],
    places: new Map<string, number>(),
  });
  let memory = empty();
  return async (client, asked) => {
    let missing = asked.filter((id) => !memory.bundles.has(id));
    if (missing.length === 0) return memory;
    if (memory.bundles.size + missing.length > MOST_BUNDLES) {
      // A new one, since another answer may be waiting for what the old one lacks.
      memory = empty();
      missing = [...asked];
    }
    const mine = memory;
    const { rows } = await client.query<{ id: number; members: string[] }>({
      name: 'search bundles',
      text: 'SELECT id, members FROM search.bundle WHERE id = ANY($1)',
      values: [missing],
    });
    const placeOf = (written: string): number => {
      const known = mine.places.get(written);
      if (known !== undefined) return known;
      mine.places.set(written, mine.members.length);
      return mine.members.push(memberOf(written)) - 1;
    };
    for (const row of rows) mine.bundles.set(row.id, row.members.map(placeOf));
    return mine;
  };
}
