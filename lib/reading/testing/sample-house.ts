import type { TestDatabase } from '@/lib/db/testing/database';
import { openIndexing, openSearch } from '@/lib/search/choose-engine';
import { indexWaiting } from '@/lib/search/index-worker';
import { prepareIndex } from '@/lib/search/prepare-index';
import type { SearchHouse } from '@/lib/search/search-testimonies';
import { shelve } from '@/lib/search/testing/shelve';
import { SAMPLE_FORMS } from './sample-archive';

/** Puts the sample archive on a database's shelf, has PostgreSQL index it, and gives what searches it. */
export async function openSampleHouse(database: TestDatabase): Promise<SearchHouse> {
  const settings = { SEARCH_ENGINE: 'postgres' } as const;
  const indexing = openIndexing(settings, { app: database.appPool, reading: database.readingPool });
  await prepareIndex(indexing);
  await shelve(database.appPool, SAMPLE_FORMS);
  await indexWaiting(indexing);
  return openSearch(settings, database.readingPool);
}
