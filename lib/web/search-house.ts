import { atOnce } from '@/lib/at-once';
import { env } from '@/lib/env';
import { openSearch } from '@/lib/search/choose-engine';
import type { SearchRequest } from '@/lib/search/engine';
import type { SearchHouse } from '@/lib/search/search-testimonies';
import { connections } from './connections';

const KEY = Symbol.for('sawt.search');
const shared = globalThis as { [KEY]?: SearchHouse };

/** This process's way to search, opened at the first call; the one instance hangs on the global object. */
export function searchHouse(): SearchHouse {
  shared[KEY] ??= boundSearching(openSearch(env(), connections().readingPool));
  return shared[KEY];
}

// Six searches leave four of the ten connections to pages, which ask for the revision at each request:
// a crowd of searchers must not keep readers out.
const SEARCHING_AT_ONCE = 6;
const WAITING_AT_MOST = 100;

/** The same house with one bound on searching for the whole process, whatever page or door it comes from. */
export function boundSearching(
  house: SearchHouse,
  limits = { running: SEARCHING_AT_ONCE, waiting: WAITING_AT_MOST },
): SearchHouse {
  const bounded = atOnce(limits);
  const [first, ...others] = house.engines.map((engine) => ({
    ...engine,
    search: (request: SearchRequest) => bounded(() => engine.search(request)),
  }));
  return { ...house, engines: [first!, ...others] };
}
