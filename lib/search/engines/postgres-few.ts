import type pg from 'pg';
import type { SearchRequest } from '../engine';
import { type Query, type WordTerm, wanted } from '../query';
import { type Candidate, rank } from '../rank';
import type { Expansion } from './expand-words';
import type { Generation } from './generation-memory';
import { type Counts, dayRange, readMembers, spreadOverDays } from './members';
import type { Opened } from './postgres-opening';
import { condition, LINE } from './postgres-select';
import { BUNDLES } from './postgres-tables';

/** What one statement tells of matches that are not very many. */
export interface Few {
  counts: Counts;
  /** The page, where so few match, or so few without any slip, that they were ranked to the letter. */
  references: string[] | null;
}

/** So many times as many as are ranked are still counted in the same statement that reads them. */
const COUNTED = 4;

/**
 * Finds, counts and reads matches in one statement: a short answer is mostly the sum of its round trips.
 * Null where more match than that is good for.
 */
export async function readFew(
  { client, expansions, lexicon, excluded, generation }: Opened,
  query: Query,
  request: SearchRequest,
  few: number,
): Promise<Few | null> {
  const { offset, limit, sort } = request;
  const byRelevance = sort === 'relevance' && wanted(query).length > 0 && limit > 0;
  const { sql, values } = condition(query.terms, expansions, { ...request, excluded });
  const strict = byRelevance ? withoutSlips(query, expansions) : null;
  const isStrict = strict ? `d.terms @@ $${values.push(strict)}::tsquery` : 'false';
  const days = dayRange(request);
  const most = few * COUNTED;
  const { rows } = await client.query<string[]>({
    text: `WITH d AS MATERIALIZED (
        SELECT reference, earliest, latest, ${BUNDLES}, ${isStrict} AS strict
          FROM search.document d WHERE ${sql} LIMIT ${most + 1}
      ), t AS (SELECT count(*) AS total, count(*) FILTER (WHERE strict) AS strict FROM d)
      SELECT 'total', total::text, (SELECT string_agg(id || ' ' || docs, ',') FROM (
          SELECT coalesce(${BUNDLES}) AS id, count(*) AS docs FROM d WHERE t.total <= ${most}
           GROUP BY GROUPING SETS (${BUNDLES.map((name) => `(${name})`)})) n) FROM t
      ${days ? `UNION ALL SELECT 'day', ${MILLISECONDS('earliest')}, ${MILLISECONDS('latest')} FROM d` : ''}
      UNION ALL (${byRelevance ? candidates(offset + limit, few) : pageByDate(request, most)})`,
    values,
    rowMode: 'array',
  });
  const [, total, bundles] = rows[0]!;
  if (Number(total) > most) return null;
  const counts = await countBundles(client, bundles ?? '', generation);
  if (days) counts.histogram = spreadOverDays(rows.filter(([what]) => what === 'day').map(boundsOf), days);
  const found = rows.slice(1).filter(([what]) => what !== 'day');
  if (!byRelevance) return { counts, references: found.map(([reference]) => reference!) };
  if (found.length === 0 && counts.total > 0) return { counts, references: null };
  const ranked = rank(found.map(candidateOf), query, lexicon, expansions);
  return { counts, references: ranked.slice(offset, offset + limit) };
}

const MILLISECONDS = (column: string) => `(extract(epoch FROM ${column}) * 1000)::text`;

/**
 * Whoever has the words without any slip stands before all others, so where these fill the page, no other's
 * words are read: a word has a handful, what may be slips of it hundreds.
 */
function candidates(wanted: number, few: number): string {
  return `SELECT d.reference, ${MILLISECONDS('d.earliest')}, ${LINE} FROM d, t
    WHERE CASE WHEN t.strict BETWEEN ${wanted} AND ${few} THEN d.strict ELSE t.total <= ${few} END`;
}

function pageByDate({ sort, offset, limit }: SearchRequest, most: number): string {
  // The undated come last in either direction.
  const [date, reference] =
    sort === 'newest' ? ['earliest DESC NULLS LAST', 'reference DESC'] : ['earliest', 'reference'];
  return `SELECT reference, NULL, NULL FROM d, t WHERE t.total <= ${most}
    ORDER BY ${date}, ${reference} OFFSET ${offset} LIMIT ${limit}`;
}

/** The same query without slips; null where none are allowed. */
function withoutSlips(query: Query, expansions: ReadonlyMap<WordTerm, Expansion>): unknown {
  if (![...expansions.values()].some(({ slips }) => slips.length > 0)) return null;
  const none = new Map([...expansions].map(([term, one]) => [term, { ...one, slips: [] }]));
  return condition(wanted(query), none, { filters: {}, from: null, to: null, excluded: [] }).values[0];
}

function candidateOf([reference, earliest, line]: string[]): Candidate {
  return { reference: reference!, earliest: instantOf(earliest), line: line ?? '' };
}

function boundsOf([, earliest, latest]: string[]) {
  return { earliest: instantOf(earliest), latest: instantOf(latest), docs: 1 };
}

function instantOf(milliseconds: string | null | undefined): Date | null {
  return milliseconds ? new Date(Number(milliseconds)) : null;
}

async function countBundles(client: pg.ClientBase, counted: string, generation: Generation): Promise<Counts> {
  const bundles = (counted === '' ? [] : counted.split(',')).map(
    (one) => one.split(' ').map(Number) as [number, number],
  );
  const members = await generation.membersOf(
    client,
    bundles.map(([id]) => id),
  );
  const docs = new Map<string, number>();
  for (const [id, count] of bundles) {
    for (const member of members.get(id) ?? []) docs.set(member, (docs.get(member) ?? 0) + count);
  }
  return readMembers([...docs].map(([member, count]) => ({ member, docs: count })));
}
