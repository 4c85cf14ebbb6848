import type pg from 'pg';
import { type Term, wanted } from '../query';
import { type Candidate, rank } from '../rank';
import { oneWordFirst } from './postgres-lead';
import { type Asked, byDate } from './postgres-order';
import { type Condition, condition, LINE, quoted } from './postgres-select';
import { pairTerm } from './terms';

/**
 * The references of one page where more match than can be ranked to the letter. By date it is the index's
 * own order. By relevance, one word is led by the places where it first stands; of several, a thousand
 * candidates are ranked to the letter: those with the words side by side, then the earliest, and the rest
 * stand by date.
 */
export async function pageOfMany(asked: Asked): Promise<string[]> {
  const { query, expansions, request, excluded } = asked;
  const { sort, offset, limit } = request;
  const where = condition(query.terms, expansions, { ...request, excluded });
  const terms = wanted(query);
  if (sort !== 'relevance' || terms.length === 0) {
    return byDate(asked, where, asked.total, { sort, offset, limit });
  }
  const [only] = terms;
  if (only?.kind === 'word' && terms.length === 1) {
    return oneWordFirst(asked, where, expansions.get(only)!);
  }
  return bestCandidatesFirst(asked, where, terms);
}

/** So many candidates are ranked; half of them at most are those with the words side by side. */
const CANDIDATES = 1_000;

async function bestCandidatesFirst(
  asked: Asked,
  where: Condition,
  terms: readonly Term[],
): Promise<string[]> {
  const { client, query, expansions, lexicon, request, total } = asked;
  const { offset, limit } = request;
  const [filter, ...others] = where.values;
  const beside = terms.slice(1).flatMap((term, at) => pairOf(terms[at]!, term));
  const chosen = new Set<string>();
  if (beside.length > 0) {
    const near = { ...where, values: [`(${filter}) & (${beside.map(quoted).join(' | ')})`, ...others] };
    // As many as there may be: then they are sorted, since walking by date might not meet them.
    const page = { sort: 'oldest', offset: 0, limit: CANDIDATES / 2 } as const;
    for (const reference of await byDate(asked, near, 0, page)) chosen.add(reference);
  }
  const page = { sort: 'oldest', offset: 0, limit: CANDIDATES - chosen.size } as const;
  for (const reference of await byDate(asked, where, total, page)) chosen.add(reference);
  const ranked = rank(await readCandidates(client, [...chosen]), query, lexicon, expansions);
  const first = ranked.slice(offset, offset + limit);
  if (first.length === limit) return first;
  const values = [...where.values, [...chosen]];
  const rest = { sql: `${where.sql} AND d.reference <> ALL($${values.length})`, values };
  const after = Math.max(0, offset - ranked.length);
  return [
    ...first,
    ...(await byDate(asked, rest, total, { sort: 'oldest', offset: after, limit: limit - first.length })),
  ];
}

function pairOf(before: Term, after: Term): string[] {
  const last = before.kind === 'run' ? before.words.at(-1) : before.form;
  const first = after.kind === 'run' ? after.words[0] : after.form;
  return last && first ? [pairTerm(last, first)] : [];
}

async function readCandidates(client: pg.ClientBase, references: readonly string[]): Promise<Candidate[]> {
  const { rows } = await client.query<Candidate>(
    `SELECT reference, earliest, ${LINE} AS line FROM search.document d WHERE reference = ANY($1)`,
    [references],
  );
  return rows;
}
