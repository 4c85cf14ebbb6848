import type pg from 'pg';
import type { Env } from '@/lib/env';
import type { SearchEngine } from './engine';
import { postgresEngine } from './engines/postgres';
import type { IndexHouse } from './index-worker';
import { archiveNames } from './names';
import type { SearchHouse } from './search-testimonies';

type Settings = Pick<Env, 'SEARCH_ENGINE' | 'MEILI_URL' | 'MEILI_API_KEY'>;

/** Opens searching as the settings say; connecting itself happens at the first search. */
export function openSearch(settings: Settings, reading: pg.Pool): SearchHouse {
  const names = archiveNames(reading);
  return { reading, names, engines: [postgresEngine({ reading, isName: names.isName })] };
}

/** Opens what the index worker keeps true: PostgreSQL always, since searching falls back to it. */
export function openIndexing(settings: Settings, pools: { app: pg.Pool; reading: pg.Pool }): IndexHouse {
  const names = archiveNames(pools.reading);
  return { app: pools.app, engines: [postgresEngine({ ...pools, isName: names.isName })] };
}
