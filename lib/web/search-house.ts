import { env } from '@/lib/env';
import { openSearch } from '@/lib/search/choose-engine';
import type { SearchHouse } from '@/lib/search/search-testimonies';
import { connections } from './connections';

const KEY = Symbol.for('sawt.search');
const shared = globalThis as { [KEY]?: SearchHouse };

/** This process's way to search, opened at the first call; the one instance hangs on the global object. */
export function searchHouse(): SearchHouse {
  shared[KEY] ??= openSearch(env(), connections().readingPool);
  return shared[KEY];
}
