/** What records are counted and filtered by; the names are parameters of the API (docs/interfaces.md). */
export const FACETS = [
  'speaker',
  'account',
  'platform',
  'kind',
  'stance',
  'lang',
  'event',
  'place',
  'tag',
  'source',
] as const;
export type FacetName = (typeof FACETS)[number];

export interface FacetCount {
  value: string;
  count: number;
}

/** At most this many values of one facet are given, the most frequent first; each count is exact. */
export const MOST_FACET_VALUES = 100;

/** Most frequent first, then by value, so that an order never depends on the engine. */
export function inFacetOrder(counts: FacetCount[]): FacetCount[] {
  return counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, MOST_FACET_VALUES);
}
