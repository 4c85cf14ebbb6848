import type pg from 'pg';
import { isArabic } from '../clitics';
import type { SearchRequest } from '../engine';
import { type Query, type Term, type WordTerm, wanted } from '../query';
import type { Expansion } from './expand-words';
import { anyOf, type Condition, condition, quoted } from './postgres-select';
import { LEAD_PLACES, leadTerm } from './terms';

/**
 * The references of one page where more match than can be ranked to the letter. By date it is the index's
 * own order; by relevance it is where the words first stand, then the earlier date.
 */
export async function pageOfMany(
  client: pg.ClientBase,
  query: Query,
  expansions: ReadonlyMap<WordTerm, Expansion>,
  request: SearchRequest,
): Promise<string[]> {
  const { sort, offset, limit } = request;
  const where = condition(query.terms, expansions, request);
  const terms = wanted(query);
  if (sort === 'relevance' && terms.length > 0) {
    const [only, ...others] = terms;
    return only?.kind === 'word' && others.length === 0
      ? leadFirst(client, where, expansions.get(only)!, offset, limit)
      : references(client, where, firstPlaces(terms, expansions, where), offset, limit);
  }
  const order =
    sort === 'newest' ? 'd.earliest DESC NULLS LAST, d.reference DESC' : 'd.earliest, d.reference';
  return references(client, where, order, offset, limit);
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

/**
 * One word that very many records have: those that begin with it, then those whose second word it is, and
 * so on, the word itself before what it is widened to. Each step is a term of the index, so that a page
 * reads little more than it shows. What has the word further back comes after, by first place.
 */
async function leadFirst(
  client: pg.ClientBase,
  where: Condition,
  expansion: Expansion,
  offset: number,
  limit: number,
): Promise<string[]> {
  const found: string[] = [];
  const passed: string[] = [];
  for (const step of leadSteps(expansion)) {
    const missing = offset + limit - found.length;
    if (missing <= 0) break;
    const query = [`(${where.values[0]})`, step, ...passed.map((one) => `!${one}`)].join(' & ');
    const values = [query, ...where.values.slice(1)];
    found.push(...(await references(client, { ...where, values }, STEP_ORDER, 0, missing)));
    passed.push(step);
  }
  if (found.length >= offset + limit) return found.slice(offset, offset + limit);
  const query = [`(${where.values[0]})`, ...passed.map((one) => `!${one}`)].join(' & ');
  const rest = { ...where, values: [query, ...where.values.slice(1)] };
  const order = firstPlace([expansion], rest);
  const skip = Math.max(0, offset - found.length);
  const more = await references(client, rest, order, skip, limit - Math.max(0, found.length - offset));
  return [...found.slice(offset), ...more];
}

// The order of the date index, said so that the planner does not walk it: a step has few records, and
// finding them by walking through all dates took seconds.
const STEP_ORDER = 'd.earliest IS NULL, d.earliest, d.reference';

function leadSteps({ form, lexemes, prefixes }: Expansion): string[] {
  const both = (place: number, one: string) =>
    [leadTerm(place, one, true), leadTerm(place, one, false)].map(quoted);
  return Array.from({ length: LEAD_PLACES }, (_, place) => {
    const exact = quoted(leadTerm(place, form, true));
    const wider = [
      ...lexemes.flatMap((one) => both(place, one)),
      ...prefixes.flatMap((one) => both(place, one).map((lexeme) => `${lexeme}:*`)),
    ];
    return wider.length > 0 ? [exact, anyOf(wider)] : [exact];
  }).flat();
}

/** By the sum of the places where the terms first stand in the line of words, then the earlier date. */
function firstPlaces(
  terms: readonly Term[],
  expansions: ReadonlyMap<WordTerm, Expansion>,
  where: Condition,
): string {
  return firstPlace(
    terms.map((term) => (term.kind === 'word' ? expansions.get(term)! : term)),
    where,
  );
}

function firstPlace(terms: readonly (Expansion | Exclude<Term, WordTerm>)[], { values }: Condition): string {
  const value = (given: unknown) => `$${values.push(given)}`;
  const places = terms.map((term) => {
    const pieces = piecesOf(term).map((piece) => `nullif(strpos(d.line, ${value(piece)}), 0)`);
    // Found through a slip alone: after all others.
    return `coalesce(least(${pieces}), 1000000)`;
  });
  return `${places.join(' + ')}, d.earliest, d.reference`;
}

/** What a term looks like in a line: a whole word, the beginning of one, or the end of one that hides it. */
function piecesOf(term: Expansion | Exclude<Term, WordTerm>): string[] {
  if ('lexemes' in term) {
    return [
      ...term.prefixes.map((form) => ` ${form}`),
      ...term.lexemes.map((form) => (isArabic(form) ? `${form} ` : ` ${form} `)),
      ` ${term.form} `,
    ];
  }
  return term.kind === 'run' ? [` ${term.words.join(' ')} `] : [` #${term.form} `];
}
