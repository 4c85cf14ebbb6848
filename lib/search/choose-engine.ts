import type pg from 'pg';
import type { Env } from '@/lib/env';
import { meilisearchEngine } from './engines/meilisearch';
import { postgresEngine } from './engines/postgres';
import type { IndexHouse } from './index-worker';
import { labelMemory } from './label-facets';
import { archiveNames } from './names';
import type { SearchHouse } from './search-testimonies';

/** `auto` takes Meilisearch where the start script found or was given one, which MEILI_URL then says. */
type Settings = Pick<Env, 'SEARCH_ENGINE' | 'MEILI_URL' | 'MEILI_API_KEY'>;

/** Opens searching as the settings say; connecting itself happens at the first search. */
export function openSearch(settings: Settings, reading: pg.Pool): SearchHouse {
  const names = archiveNames(reading);
  const postgres = postgresEngine({ reading, isName: names.isName });
  const chosen = chosenMeilisearch(settings, reading, names.isName);
  return { reading, names, labels: labelMemory(), engines: chosen ? [chosen, postgres] : [postgres] };
}

/** Opens what the index worker keeps true: PostgreSQL always, since searching falls back to it. */
export function openIndexing(settings: Settings, pools: { app: pg.Pool; reading: pg.Pool }): IndexHouse {
  const names = archiveNames(pools.reading);
  const postgres = postgresEngine({ ...pools, isName: names.isName });
  const chosen = chosenMeilisearch(settings, pools.reading, names.isName);
  return { app: pools.app, engines: chosen ? [postgres, chosen] : [postgres] };
}

function chosenMeilisearch(settings: Settings, reading: pg.Pool, isName: (form: string) => boolean) {
  const { SEARCH_ENGINE, MEILI_URL: url, MEILI_API_KEY: apiKey } = settings;
  if (SEARCH_ENGINE === 'postgres' || url === undefined) return null;
  return meilisearchEngine({ url, apiKey, reading, isName });
}
