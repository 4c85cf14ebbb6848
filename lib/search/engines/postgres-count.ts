import type pg from 'pg';
import type { SearchRequest } from '../engine';
import type { Term, WordTerm } from '../query';
import type { Expansion } from './expand-words';
import { type Counts, dayRange, readMembers, spreadOverDays } from './members';
import { condition } from './postgres-select';
import { BUNDLES, type BundleName } from './postgres-tables';
import { headOf } from './postgres-tally';

/** Counts the records that match: all of them, by facet value, by month or day. Exact. */
export async function countMatches(
  client: pg.ClientBase,
  terms: readonly Term[],
  expansions: ReadonlyMap<WordTerm, Expansion>,
  request: SearchRequest,
): Promise<Counts> {
  const headed = await headOf(client, terms, expansions, request);
  const { sql, values } = headed
    ? { sql: 'd.terms @@ $1::tsquery', values: headed.others === null ? [] : [headed.others] }
    : condition(terms, expansions, request);
  const counting = `SELECT member, sum(n.docs)::int AS docs FROM (
      SELECT coalesce(${BUNDLES}) AS id, count(*)::int AS docs FROM search.document d WHERE ${sql}
       GROUP BY GROUPING SETS (${BUNDLES.map((name) => `(${name})`)})
    ) n JOIN search.bundle b USING (id), unnest(b.members) member GROUP BY member`;
  const kept = (at: number) => `SELECT member, docs FROM search.tally WHERE term = $${at}`;
  const text = !headed
    ? counting
    : headed.others === null
      ? kept(1)
      : `SELECT member, sum(docs)::int AS docs FROM (${kept(2)} UNION ALL ${counting}) both_parts GROUP BY member`;
  const { rows } = await client.query<{ member: string; docs: number }>({
    text,
    values: headed ? [...values, headed.head] : values,
  });
  const counted = readMembers(rows);
  const days = dayRange(request);
  return days ? { ...counted, histogram: await countDays(client, sql, values, days) } : counted;
}

/** The same for few records that are at hand, by the bundles that they have. */
export async function countFew(
  client: pg.ClientBase,
  records: readonly (Record<BundleName, number> & { earliest: Date | null; latest: Date | null })[],
  request: SearchRequest,
): Promise<Counts> {
  const docs = new Map<number, number>();
  for (const record of records) {
    for (const name of BUNDLES) docs.set(record[name], (docs.get(record[name]) ?? 0) + 1);
  }
  const { rows } = await client.query<{ id: number; members: string[] }>(
    'SELECT id, members FROM search.bundle WHERE id = ANY($1)',
    [[...docs.keys()]],
  );
  const members = new Map<string, number>();
  for (const { id, members: had } of rows) {
    for (const member of had) members.set(member, (members.get(member) ?? 0) + docs.get(id)!);
  }
  const counted = readMembers([...members].map(([member, count]) => ({ member, docs: count })));
  const days = dayRange(request);
  return days
    ? {
        ...counted,
        histogram: spreadOverDays(
          records.map((one) => ({ ...one, docs: 1 })),
          days,
        ),
      }
    : counted;
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
