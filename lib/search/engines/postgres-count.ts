import type pg from 'pg';
import type { SearchRequest } from '../engine';
import type { Term, WordTerm } from '../query';
import type { Expansion } from './expand-words';
import { type Counts, dayRange, readMembers, spreadOverDays } from './members';
import { condition, isEverything } from './postgres-select';
import { BUNDLES } from './postgres-tables';

/** Counts the records that match: all of them, by facet value, by month or day. Exact. */
export async function countMatches(
  client: pg.ClientBase,
  terms: readonly Term[],
  expansions: ReadonlyMap<WordTerm, Expansion>,
  request: SearchRequest,
): Promise<Counts> {
  const everything = isEverything(terms, request);
  const { sql, values } = condition(terms, expansions, request);
  const bundles = everything
    ? 'SELECT id, docs FROM search.bundle'
    : `SELECT coalesce(${BUNDLES}) AS id, count(*)::int AS docs FROM search.document d WHERE ${sql}
       GROUP BY GROUPING SETS (${BUNDLES.map((name) => `(${name})`)})`;
  const { rows } = await client.query<{ member: string; docs: number }>({
    text: `SELECT member, sum(n.docs)::int AS docs
             FROM (${bundles}) n JOIN search.bundle b USING (id), unnest(b.members) member GROUP BY member`,
    values: everything ? [] : values,
  });
  const counted = readMembers(rows);
  const days = dayRange(request);
  return days ? { ...counted, histogram: await countDays(client, sql, values, days) } : counted;
}

async function countDays(
  client: pg.ClientBase,
  sql: string,
  values: unknown[],
  days: string[],
): Promise<Counts['histogram']> {
  const { rows } = await client.query(
    `SELECT earliest, latest, count(*)::int AS docs FROM search.document d WHERE ${sql} GROUP BY 1, 2`,
    values,
  );
  return spreadOverDays(rows, days);
}
