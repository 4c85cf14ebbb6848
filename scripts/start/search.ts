import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Env } from '@/lib/env';
import { findMeilisearch, startMeilisearch } from '@/lib/search/meilisearch-program';
import { StartRefused } from './steps';

/** The search engine of this start: settings for the processes, and one line for people. */
export interface ChosenSearch {
  environment: Partial<Record<'SEARCH_ENGINE' | 'MEILI_URL' | 'MEILI_API_KEY', string>>;
  description: string;
  stop(): Promise<void>;
}

const POSTGRES: ChosenSearch = {
  environment: { SEARCH_ENGINE: 'postgres', MEILI_URL: '' },
  description: 'PostgreSQL’s own full-text search',
  stop: async () => {},
};

/**
 * Chooses the engine as the settings say: a Meilisearch at MEILI_URL, a `meilisearch` program on the
 * PATH, which is started here, or PostgreSQL. Ends starting where Meilisearch is demanded and there is
 * none.
 */
export async function chooseSearch(env: Env): Promise<ChosenSearch> {
  if (env.SEARCH_ENGINE === 'postgres') return POSTGRES;
  if (env.MEILI_URL)
    return { environment: {}, description: `Meilisearch at ${env.MEILI_URL}`, stop: async () => {} };
  const program = await findMeilisearch();
  if (program === null) {
    if (env.SEARCH_ENGINE === 'auto') {
      return {
        ...POSTGRES,
        description: `${POSTGRES.description} (no Meilisearch here: see docs/operating.md)`,
      };
    }
    throw new StartRefused(
      'SEARCH_ENGINE=meilisearch, but MEILI_URL is not set and no meilisearch program is on the PATH.',
    );
  }
  const folder = path.join(env.DATA_DIR, 'meilisearch');
  let started = await startMeilisearch(program, folder);
  let anew = '';
  if (!started.ok && (await setAside(path.join(folder, 'data')))) {
    anew = `, its damaged index set aside (${started.message})`;
    started = await startMeilisearch(program, folder);
  }
  if (!started.ok) {
    if (env.SEARCH_ENGINE === 'meilisearch') throw new StartRefused(started.message);
    return { ...POSTGRES, description: `${POSTGRES.description}. ${started.message}` };
  }
  const { url, apiKey, version, stop } = started.value;
  return {
    environment: { MEILI_URL: url, MEILI_API_KEY: apiKey },
    description: `Meilisearch ${version}, started here${anew}`,
    stop,
  };
}

/**
 * Puts data that Meilisearch does not start with (damaged, or another version's) beside its place, in the
 * place of what was set aside before: an index is made again from the archive, so that nobody has to do it
 * by hand. False where there is no such data.
 */
async function setAside(data: string): Promise<boolean> {
  await rm(`${data}-set-aside`, { recursive: true, force: true });
  return rename(data, `${data}-set-aside`).then(
    () => true,
    () => false,
  );
}
