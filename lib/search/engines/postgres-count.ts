import type pg from 'pg';
import type { SearchRequest } from '../engine';
import type { FacetName } from '../facets';
import type { Term } from '../query';
import { type Counts, dayRange, readMembers, spreadOverDays } from './members';
import type { Opened } from './postgres-opening';
import { type Condition, condition } from './postgres-select';
import { WITH_WORKERS } from './postgres-sessions';
import { BUNDLES } from './postgres-tables';
import { type Headed, readTally } from './postgres-tally';

/** Counts the records that match: all of them, by facet value, by month or day. Exact. */
export async function countMatches(
  { client, expansions, excluded }: Opened,
  terms: readonly Term[],
  request: SearchRequest,
): Promise<Counts> {
  const where = condition(terms, expansions, { ...request, excluded });
  await client.query(WITH_WORKERS);
  const counted = readMembers(await countMembers(client, where));
  const days = dayRange(request);
  return days ? { ...counted, histogram: await countDays(client, where, days) } : counted;
}

/** The same where a head's counts are kept: only what matches without the head is counted now. */
export async function countHeaded(
  client: pg.ClientBase,
  { head, others }: Headed,
  facets: readonly FacetName[],
): Promise<Counts> {
  const beyond =
    others === null ? [] : await countMembers(client, { sql: 'd.terms @@ $1::tsquery', values: [others] });
  const kept = await readTally(
    client,
    head,
    facets,
    beyond.map(({ member }) => member),
  );
  const docs = new Map(kept.map((one) => [one.member, one.docs]));
  // A value that has none beyond keeps its count, so nothing outside these can be among the most frequent.
  for (const { member, docs: more } of beyond) docs.set(member, (docs.get(member) ?? 0) + more);
  return readMembers([...docs].map(([member, count]) => ({ member, docs: count })));
}

async function countMembers(
  client: pg.ClientBase,
  { sql, values }: Condition,
): Promise<{ member: string; docs: number }[]> {
  // Each bundle is looked up by itself: a join would read a hundred thousand of them to spell out a few.
  const { rows } = await client.query<{ member: string; docs: number }>(
    `SELECT member, sum(n.docs)::int AS docs FROM (
      SELECT coalesce(${BUNDLES}) AS id, count(*)::int AS docs FROM search.document d WHERE ${sql}
       GROUP BY GROUPING SETS (${BUNDLES.map((name) => `(${name})`)})
    ) n, unnest((SELECT members FROM search.bundle b WHERE b.id = n.id)) member GROUP BY member`,
    values,
  );
  return rows;
}

async function countDays(
  client: pg.ClientBase,
  { sql, values }: Condition,
  days: string[],
): Promise<Counts['histogram']> {
  const { rows } = await client.query(
    `SELECT earliest, latest, count(*)::int AS docs FROM search.document d WHERE ${sql} GROUP BY 1, 2`,
    values,
  );
  return spreadOverDays(rows, days);
}
