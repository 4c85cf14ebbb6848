import type { SearchRequest } from '../engine';
import type { FacetName } from '../facets';
import type { Term, WordTerm } from '../query';
import type { Opened } from './postgres-opening';
import type { Part } from './postgres-select';
import { facetTerm } from './terms';

/**
 * How many records are to be expected to match, as far as the vocabulary and the kept counts tell before
 * anything is looked up, words and filters taken for independent. 0 where they do not tell: of phrases,
 * hashtags, dates and rare filters.
 */
export function expectMatches(
  terms: readonly Term[],
  { filters, from, to }: Pick<SearchRequest, 'filters' | 'from' | 'to'>,
  { expansions, generation, records }: Opened,
): number {
  if (from || to) return 0;
  const shares = terms.map((term) => {
    if (term.kind !== 'word') return 0;
    // What a negation leaves is not known; it is seldom less than half.
    return term.negated ? 1 / 2 : expansions.get(term)!.atLeast / records;
  });
  for (const [name, wanted] of Object.entries(filters) as [FacetName, string[]][]) {
    const docs = wanted.map((value) => generation.heads.get(facetTerm(name, value)) ?? 0);
    shares.push(Math.max(0, ...docs) / records);
  }
  return shares.reduce((product, share) => product * Math.min(1, share), records);
}

/** Up to so many records of a rare word are compared one by one. */
const RARE = 4_000;
/** To look up this many times as many, only to keep those of the rare word, takes longer than comparing. */
const TIMES_AS_MANY = 20;

/**
 * What is so frequent, beside a rare word, that each record of the rare word is better compared with it: the
 * index would go through what it holds of it from one of those records to the next.
 */
export function besideRare(
  terms: readonly Term[],
  { filters }: Pick<SearchRequest, 'filters'>,
  { expansions, generation }: Pick<Opened, 'expansions' | 'generation'>,
): Set<Part> {
  const docs: [Part, number][] = terms
    .filter((term) => term.kind === 'word' && !term.negated)
    .map((term) => [term, expansions.get(term as WordTerm)!.atLeast]);
  // `atLeast` is half of the sum of what the words of a term have, or more.
  const rarest = 2 * Math.min(...docs.map(([, least]) => least));
  if (rarest > RARE) return new Set();
  for (const [name, wanted] of Object.entries(filters) as [FacetName, string[]][]) {
    docs.push([
      name,
      Math.max(0, ...wanted.map((value) => generation.heads.get(facetTerm(name, value)) ?? 0)),
    ]);
  }
  return new Set(docs.filter(([, least]) => least > rarest * TIMES_AS_MANY).map(([part]) => part));
}
