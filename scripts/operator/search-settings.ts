import path from 'node:path';
import { type Env, env } from '@/lib/env';
import { runningMeilisearch } from '@/lib/search/meilisearch-program';

/** The search settings as the running archive has them: with the Meilisearch that it started itself. */
export async function searchSettings(
  settings: Env = env(),
): Promise<Pick<Env, 'SEARCH_ENGINE' | 'MEILI_URL' | 'MEILI_API_KEY'>> {
  const { SEARCH_ENGINE, MEILI_URL, MEILI_API_KEY, DATA_DIR } = settings;
  if (MEILI_URL !== undefined || SEARCH_ENGINE === 'postgres')
    return { SEARCH_ENGINE, MEILI_URL, MEILI_API_KEY };
  const running = await runningMeilisearch(path.join(DATA_DIR, 'meilisearch'));
  return { SEARCH_ENGINE, MEILI_URL: running?.url, MEILI_API_KEY: running?.apiKey };
}
