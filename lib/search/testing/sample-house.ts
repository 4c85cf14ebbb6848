import type { TestDatabase } from '@/lib/db/testing/database';
import { SAMPLE_FORMS } from '@/lib/reading/testing/sample-archive';
import { openIndexing, openSearch } from '../choose-engine';
import { indexWaiting } from '../index-worker';
import { prepareIndex } from '../prepare-index';
import type { SearchHouse } from '../search-testimonies';
import { shelve } from './shelve';

/** Puts the sample archive on a database's shelf, has PostgreSQL index it, and gives what searches it. */
export async function openSampleHouse(database: TestDatabase): Promise<SearchHouse> {
  const settings = { SEARCH_ENGINE: 'postgres' } as const;
  const indexing = openIndexing(settings, { app: database.appPool, reading: database.readingPool });
  await prepareIndex(indexing);
  await shelve(database.appPool, SAMPLE_FORMS);
  await indexWaiting(indexing);
  return openSearch(settings, database.readingPool);
}
