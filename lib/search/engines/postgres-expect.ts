import type { SearchRequest } from '../engine';
import type { FacetName } from '../facets';
import type { Term } from '../query';
import type { Opened } from './postgres-opening';
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
