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
export function inFacetOrder(counts: readonly FacetCount[]): FacetCount[] {
  const last = counts.length - MOST_FACET_VALUES;
  if (last <= 0) return [...counts].sort(byCount);
  // Of some hundred values most have one record alone, and to compare all of these takes longest.
  const least = Int32Array.from(counts, ({ count }) => count).sort()[last]!;
  const before = counts.filter(({ count }) => count > least).sort(byCount);
  const values = counts.filter(({ count }) => count === least).map(({ value }) => value);
  const others = values.sort().slice(0, MOST_FACET_VALUES - before.length);
  return [...before, ...others.map((value) => ({ value, count: least }))];
}

function byCount(a: FacetCount, b: FacetCount): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}
