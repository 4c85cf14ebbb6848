import type { SearchEngine, SearchRequest } from '../../engine';
import { FACETS } from '../../facets';

/** No filter and no dates. */
export const nothingElse = { filters: {}, from: null, to: null };

/** A first page of twenty by relevance with every facet, but for what is given. */
export function request(given: Partial<SearchRequest> & Pick<SearchRequest, 'query'>): SearchRequest {
  return { ...nothingElse, sort: 'relevance', offset: 0, limit: 20, facets: FACETS, ...given };
}

/** The references of every page in their order, `limit` at a time. */
export async function everyPage(
  engine: SearchEngine,
  given: Partial<SearchRequest> & Pick<SearchRequest, 'query'>,
  limit = 100,
): Promise<string[]> {
  const all: string[] = [];
  for (;;) {
    const { references, total } = await engine.search(
      request({ ...given, facets: [], offset: all.length, limit }),
    );
    all.push(...references);
    if (references.length === 0 || all.length >= total) return all;
  }
}
