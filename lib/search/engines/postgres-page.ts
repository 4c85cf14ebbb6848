import type pg from 'pg';
import type { Lexicon } from '../clitics';
import { isArabic } from '../clitics';
import type { SearchRequest } from '../engine';
import { type Query, type Term, type WordTerm, wanted } from '../query';
import { type Candidate, rank } from '../rank';
import type { Expansion } from './expand-words';
import { type Condition, condition } from './postgres-select';

/** Up to this many matches are ranked to the letter; beyond it only the first so many by a coarser order are. */
const RANKED = 1_000;

/** The references of one page, in the order asked for. */
export async function pageOf(
  client: pg.ClientBase,
  query: Query,
  expansions: ReadonlyMap<WordTerm, Expansion>,
  lexicon: Lexicon,
  request: Pick<SearchRequest, 'filters' | 'from' | 'to' | 'excluded' | 'sort' | 'offset' | 'limit'>,
  total: number,
): Promise<string[]> {
  const { sort, offset, limit } = request;
  if (limit === 0 || offset >= total) return [];
  const where = condition(query.terms, expansions, request);
  const terms = wanted(query);
  if (sort !== 'relevance' || terms.length === 0) {
    const order =
      sort === 'newest' ? 'd.earliest DESC NULLS LAST, d.reference DESC' : 'd.earliest, d.reference';
    return references(client, where, order, offset, limit);
  }
  const order = total <= RANKED ? null : coarseOrder(terms, expansions, where);
  const ranked = offset < RANKED ? await rankFirst(client, where, order, query, lexicon) : [];
  const page = ranked.slice(offset, offset + limit);
  if (order === null || page.length === limit) return page;
  const beyond = Math.max(offset, RANKED);
  return [...page, ...(await references(client, where, order, beyond, limit - page.length))];
}

async function references(
  client: pg.ClientBase,
  { sql, values }: Condition,
  order: string,
  offset: number,
  limit: number,
): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT d.reference FROM search.document d WHERE ${sql} ORDER BY ${order} OFFSET ${offset} LIMIT ${limit}`,
    values,
  );
  return rows.map((row) => row.reference);
}

async function rankFirst(
  client: pg.ClientBase,
  { sql, values }: Condition,
  order: string | null,
  query: Query,
  lexicon: Lexicon,
): Promise<string[]> {
  const { rows } = await client.query<Candidate>(
    `SELECT d.reference, d.earliest, d.line FROM search.document d WHERE ${sql} ${order ? `ORDER BY ${order}` : ''} LIMIT ${RANKED}`,
    values,
  );
  return rank(rows, query, lexicon);
}

/**
 * An order that PostgreSQL can tell from the line of words: by where each term first stands, so texts
 * before translations before contexts and earlier before later, then the earlier date. Terms found
 * through slips alone come last.
 */
function coarseOrder(
  terms: readonly Term[],
  expansions: ReadonlyMap<WordTerm, Expansion>,
  { values }: Condition,
): string {
  const value = (given: unknown) => `$${values.push(given)}`;
  const positions = terms.map((term) => {
    const pieces = piecesOf(term, expansions).map((piece) => `nullif(strpos(d.line, ${value(piece)}), 0)`);
    return `coalesce(least(${pieces}), 1000000)`;
  });
  return `${positions.join(' + ')}, d.earliest, d.reference`;
}

/** What a term looks like in a line: a whole word, the beginning of one, or the end of one that hides it. */
function piecesOf(term: Term, expansions: ReadonlyMap<WordTerm, Expansion>): string[] {
  if (term.kind === 'run') return [` ${term.words.join(' ')} `];
  if (term.kind === 'tag') return [` #${term.form} `];
  const { lexemes, prefixes } = expansions.get(term)!;
  return [
    ...prefixes.map((form) => ` ${form}`),
    ...lexemes.map((form) => (isArabic(form) ? `${form} ` : ` ${form} `)),
    ` ${term.form} `,
  ];
}
