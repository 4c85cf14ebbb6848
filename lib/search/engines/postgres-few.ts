import type pg from 'pg';
import type { SearchRequest } from '../engine';
import { type Query, type WordTerm, wanted } from '../query';
import { type Candidate, rank } from '../rank';
import { slipsAllowed } from '../slips';
import type { Expansion } from './expand-words';
import type { Generation } from './generation-memory';
import { type Counts, countMembers, dayRange, spreadOverDays } from './members';
import { besideRare } from './postgres-expect';
import type { Opened } from './postgres-opening';
import { anyOf, type Condition, condition, LINE, quoted } from './postgres-select';
import { BUNDLES } from './postgres-tables';
import { LEAD_PLACES, leadTerm } from './terms';

/** What one statement tells of matches that are not very many. */
export interface Few {
  counts: Counts;
  /** The page, where so few match, or so few stand before the rest, that they were ranked to the letter. */
  references: string[] | null;
}

/** So many times as many as are ranked are still counted in the same statement that reads them. */
export const COUNTED = 4;
/** Up to so many matches, to read the words of all is no more work than to choose among them. */
const READ_ALL = 150;

/**
 * Finds, counts and reads matches in one statement: a short answer is mostly the sum of its round trips.
 * Null where more match than that is good for.
 */
export async function readFew(
  opened: Opened,
  query: Query,
  request: SearchRequest,
  few: number,
  readAll = READ_ALL,
): Promise<Few | null> {
  const { client, expansions, lexicon, excluded, generation } = opened;
  const { offset, limit, sort } = request;
  const byRelevance = sort === 'relevance' && wanted(query).length > 0 && limit > 0;
  const where = condition(
    query.terms,
    expansions,
    { ...request, excluded },
    besideRare(query.terms, request, opened),
  );
  const values = [...where.values];
  const strict = byRelevance ? withoutSlips(query, expansions) : null;
  const word = strict ? wordByPlace(query) : null;
  const isStrict = strict
    ? strictly(`$${values.push(strict)}::tsquery`, word !== null && expansions.get(word)!.held <= few)
    : 'false';
  const days = dayRange(request);
  const most = few * COUNTED;
  // Whoever has the words without any slip stands before all others, so where these fill the page, no other's
  // words are read: a word has a handful, what may be slips of it hundreds.
  const read = `CASE WHEN t.strict BETWEEN ${offset + limit} AND ${few} THEN d.strict
      WHEN ${word !== null} AND t.total > ${readAll} THEN d.strict AND t.strict <= ${few} ELSE t.total <= ${few} END`;
  const { rows } = await client.query<string[]>({
    text: `WITH d AS MATERIALIZED (
        SELECT reference, earliest, latest, ${BUNDLES}, ${isStrict} AS strict
          FROM search.document d WHERE ${where.sql} LIMIT ${most + 1}
      ), t AS (SELECT count(*) AS total, count(*) FILTER (WHERE strict) AS strict FROM d)
      SELECT total::text, strict::text, (
          SELECT string_agg(concat_ws(',', ${BUNDLES}), ',') FROM d WHERE t.total <= ${most}) FROM t
      ${days ? `UNION ALL SELECT ${MILLISECONDS('earliest')}, ${MILLISECONDS('latest')}, 'day' FROM d` : ''}
      UNION ALL (${byRelevance ? `SELECT d.reference, ${MILLISECONDS('d.earliest')}, ${LINE} FROM d, t WHERE ${read}` : pageByDate(request, most)})`,
    values,
    rowMode: 'array',
  });
  const [total, first] = rows[0]!.slice(0, 2).map(Number) as [number, number];
  if (total > most) return null;
  const found = rows.slice(1).filter((row) => !isDay(row));
  const page = async (): Promise<string[] | null> => {
    if (!byRelevance) return found.map(([reference]) => reference!);
    const ranked = () => rank(found.map(candidateOf), query, lexicon, expansions);
    if (first >= offset + limit && first <= few) return ranked().slice(offset, offset + limit);
    if (!word || !strict || total <= readAll) {
      return total <= few ? ranked().slice(offset, offset + limit) : null;
    }
    const asked = { ...where, values: [`(${where.values[0]}) & !(${strict})`, ...where.values.slice(1)] };
    const missing = Math.min(offset + limit, total) - first;
    // A place has about a twentieth of them; two places more, since that differs.
    const places = Math.min(LEAD_PLACES, Math.ceil((missing * 20) / (total - first)) + 2);
    const others = await slipsByPlace(client, asked, expansions.get(word)!, { missing, places });
    if (first <= few && others.length === missing) {
      return [...ranked(), ...others].slice(offset, offset + limit);
    }
    return total <= few ? readFew(opened, query, request, few, few).then((read) => read!.references) : null;
  };
  // In this order, so that the database looks for the page while the app counts.
  const [references, counts] = await Promise.all([
    page(),
    countBundles(client, JSON.parse(`[${rows[0]![2] ?? ''}]`), generation),
  ]);
  if (days) counts.histogram = spreadOverDays(rows.slice(1).filter(isDay).map(boundsOf), days);
  return { counts, references };
}

const MILLISECONDS = (column: string) => `(extract(epoch FROM ${column}) * 1000)::text`;
const isDay = (row: readonly string[]) => row[2] === 'day';

/** The one word that is asked for, if what may be slips of it is all as far from it: then places alone order these. */
function wordByPlace(query: Query): WordTerm | null {
  const [only, ...more] = wanted(query);
  if (more.length > 0 || only?.kind !== 'word' || only.prefix) return null;
  return slipsAllowed(only.form) === 1 ? only : null;
}

/** The first `missing` of those that have a slip of a word, by its place, as ranking to the letter has them. */
async function slipsByPlace(
  client: pg.ClientBase,
  { sql, values }: Condition,
  { slips }: Expansion,
  { missing, places }: { missing: number; places: number },
): Promise<string[]> {
  const given = [...values];
  const steps = Array.from({ length: places }, (_, place) => {
    const here = slips.flatMap((form) => [true, false].map((exact) => quoted(leadTerm(place, form, exact))));
    given.push(`(${values[0]}) & ${anyOf(here)}`);
    return `(SELECT reference FROM search.document d WHERE ${sql.replace('$1::tsquery', `$${given.length}::tsquery`)}
      ORDER BY d.earliest IS NULL, d.earliest, d.reference LIMIT ${missing})`;
  });
  const { rows } = await client.query<{ reference: string }>(
    `SELECT reference FROM (${steps.join(' UNION ALL ')}) steps WHERE $1 <> '' LIMIT ${missing * 2}`,
    given,
  );
  // A word may stand at several places: the first counts.
  return [...new Set(rows.map(({ reference }) => reference))].slice(0, missing);
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

/**
 * Which matches have the words without a slip. Of one rare word the index tells it in a moment; else it would
 * have to be asked all over again for the frequent ones, and each match's own terms are looked at.
 */
function strictly(words: string, byIndex: boolean): string {
  return byIndex ? `d.id IN (SELECT id FROM search.document WHERE terms @@ ${words})` : `d.terms @@ ${words}`;
}

function candidateOf([reference, earliest, line]: string[]): Candidate {
  return { reference: reference!, earliest: instantOf(earliest), line: line ?? '' };
}

function boundsOf([earliest, latest]: string[]) {
  return { earliest: instantOf(earliest), latest: instantOf(latest), docs: 1 };
}

function instantOf(milliseconds: string | null | undefined): Date | null {
  return milliseconds ? new Date(Number(milliseconds)) : null;
}

/** Counts what is in the bundles of all matches, each as often as it is named: quicker here than grouped there. */
async function countBundles(
  client: pg.ClientBase,
  named: readonly number[],
  generation: Generation,
): Promise<Counts> {
  const times = new Map<number, number>();
  for (const id of named) times.set(id, (times.get(id) ?? 0) + 1);
  const { bundles, members } = await generation.membersOf(client, [...times.keys()]);
  const docs = new Int32Array(members.length);
  for (const [id, count] of times) {
    for (const at of bundles.get(id) ?? []) docs[at]! += count;
  }
  return countMembers(members, docs);
}
