import type pg from 'pg';
import type { SearchRequest } from '../engine';
import { FACETS, type FacetName, MOST_FACET_VALUES } from '../facets';
import type { Term } from '../query';
import { ANY_RECORD } from './any-record';
import type { Opened } from './postgres-opening';
import { anyOf, beginnings, quoted } from './postgres-select';
import { BUNDLES } from './postgres-tables';
import { facetTerm } from './terms';

/**
 * Counts kept beside the records for heads: terms that so many records have that counting them anew for
 * each reader would take long. Every change of a record changes them in its own transaction.
 */
const LEAST_RECORDS = 1_000;
const LEAST_SHARE = 100;
const MOST_HEADS = 400;

/** Chooses the heads of a finished index and counts them. */
export async function tallyNextGeneration(client: pg.ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO search.next_head SELECT term FROM (
       SELECT word AS term, docs FROM search.next_word
        UNION ALL
       SELECT ':' || member, sum(docs) FROM search.next_bundle, unnest(members) member
        WHERE split_part(member, ':', 1) = ANY($1) AND member !~ '[[:space:]]' GROUP BY 1
     ) t WHERE docs >= greatest(${LEAST_RECORDS}, (SELECT count(*) / ${LEAST_SHARE} FROM search.next_document))
      ORDER BY docs DESC, term LIMIT ${MOST_HEADS} ON CONFLICT DO NOTHING`,
    [FACETS],
  );
  const { rows } = await client.query<{ term: string }>('SELECT term FROM search.next_head');
  for (const { term } of rows) {
    // In the order in which they are read: one reader wants thousands of them.
    await client.query(
      `INSERT INTO search.next_tally
       SELECT $1, member, sum(n.docs) FROM (
         SELECT coalesce(${BUNDLES}) AS id, count(*) AS docs FROM search.next_document WHERE terms @@ $2::tsquery
          GROUP BY GROUPING SETS (${BUNDLES.map((name) => `(${name})`)})
       ) n JOIN search.next_bundle b USING (id), unnest(b.members) member GROUP BY member ORDER BY member`,
      [term, quoted(term)],
    );
  }
}

/** The heads of the index in use. */
export async function readHeads(client: pg.ClientBase): Promise<Set<string>> {
  const { rows } = await client.query<{ term: string }>('SELECT term FROM search.head');
  return new Set(rows.map(({ term }) => term));
}

/** Adds to the counts what a batch of changes comes to; what comes to nothing is forgotten. */
export async function applyTally(
  client: pg.ClientBase,
  changes: readonly (readonly [term: string, member: string, change: number])[],
): Promise<void> {
  if (changes.length === 0) return;
  const [terms, members] = [changes.map(([term]) => term), changes.map(([, member]) => member)];
  await client.query(
    `INSERT INTO search.tally AS t SELECT * FROM unnest($1::text[], $2::text[], $3::int[])
     ON CONFLICT (term, member) DO UPDATE SET docs = t.docs + EXCLUDED.docs`,
    [terms, members, changes.map(([, , change]) => change)],
  );
  await client.query(
    `DELETE FROM search.tally t USING unnest($1::text[], $2::text[]) c (term, member)
      WHERE (t.term, t.member) = (c.term, c.member) AND t.docs <= 0`,
    [terms, members],
  );
}

/** A search as one head and what else it allows: those that have the head are counted, the others are to be. */
export interface Headed {
  head: string;
  /** A tsquery for the records that match without the head; null where there are none such. */
  others: string | null;
}

/**
 * The kept counts of a head: of each facet the most frequent values, since nobody is given more, those of
 * `also`, and what totals and months are made of.
 */
export async function readTally(
  client: pg.ClientBase,
  head: string,
  facets: readonly FacetName[],
  also: readonly string[],
): Promise<{ member: string; docs: number }[]> {
  const { rows } = await client.query<{ member: string; docs: number }>({
    name: 'search tally',
    text: `SELECT t.member, t.docs FROM unnest($2::text[]) name, LATERAL (
        SELECT member, docs FROM search.tally WHERE term = $1 AND member >= name || ':' AND member < name || ';'
         ORDER BY docs DESC, member LIMIT ${MOST_FACET_VALUES}) t
      UNION
      SELECT member, docs FROM search.tally
       WHERE term = $1 AND (member >= 'kind:' AND member < 'kind;' OR member >= 'month:' AND member < 'month;'
          OR member >= 'span:' AND member < 'span;' OR member = 'undated:' OR member = ANY($3))`,
    values: [head, facets, also],
  });
  return rows;
}

/** Reads a search that asks for one thing alone (everything, one word, one filter) as headed by a kept count. */
export function headOf(
  terms: readonly Term[],
  { filters, from, to }: Pick<SearchRequest, 'filters' | 'from' | 'to'>,
  { expansions, docs, generation, excluded }: Opened,
): Headed | null {
  if (from || to || excluded.length > 0) return null;
  const values = (Object.entries(filters) as [FacetName, string[]][]).flatMap(([name, wanted]) =>
    wanted.map((value) => facetTerm(name, value)),
  );
  const [term, ...more] = terms;
  if (more.length > 0 || (term && values.length > 0) || values.length > 1) return null;
  const [single = ANY_RECORD] = values;
  if (!term) return generation.heads.has(single) ? { head: single, others: null } : null;
  if (term.kind !== 'word' || term.negated) return null;
  const expansion = expansions.get(term)!;
  const all = [...expansion.lexemes, ...expansion.slips];
  const heads = all.filter((one) => generation.heads.has(one));
  const [head] = heads.sort((a, b) => (docs.get(b) ?? 0) - (docs.get(a) ?? 0));
  if (head === undefined) return null;
  const others = [...all.filter((one) => one !== head).map(quoted), ...beginnings(expansion)];
  return { head, others: others.length === 0 ? null : `${anyOf(others)} & !${quoted(head)}` };
}
