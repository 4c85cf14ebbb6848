import path from 'node:path';
import type pg from 'pg';
import { openIndexing, openSearch } from '@/lib/search/choose-engine';
import { EngineAway, type SearchEngine } from '@/lib/search/engine';
import { findMeilisearch, startMeilisearch } from '@/lib/search/meilisearch-program';
import { reindex } from '@/lib/search/reindex';
import { openTestMeilisearch, type TestMeilisearch } from '@/lib/search/testing/meilisearch-server';
import { engineAlone } from './engine-alone';
import { floorOf } from './floor';
import { askerOf, type LoadedArchive } from './load-archive';
import type { Searched } from './measure';
import { memoryOf } from './memory';

/**
 * The same records in Meilisearch, asked through the same API; null where there is none. In `keep` its index
 * stays for the next run.
 */
export async function openMeilisearch(
  { connections, size }: LoadedArchive,
  keep: string | null,
): Promise<(Searched & { close(): Promise<void> }) | null> {
  const server = await (keep ? openKept(path.join(keep, `meilisearch_${size}`)) : openTestMeilisearch());
  if (server === null) return null;
  const settings = {
    SEARCH_ENGINE: 'meilisearch',
    MEILI_URL: server.url,
    MEILI_API_KEY: server.apiKey,
  } as const;
  const indexing = openIndexing(settings, { app: connections.appPool, reading: connections.readingPool });
  const facts = await indexed(connections.appPool, indexing.engines[1]!, size);
  const floor = await floorOf(indexing.engines[1]!, connections.readingPool);
  const own = engineAlone(server.url, server.apiKey);
  return {
    name: 'Meilisearch',
    facts: `${facts}, ${floor}`,
    ask: askerOf(openSearch(settings, connections.readingPool)),
    worked: own.take,
    memory: () => memoryOf('meilisearch'),
    close: async () => {
      own.stop();
      await server.stop();
    },
  };
}

async function openKept(folder: string): Promise<TestMeilisearch | null> {
  const program = await findMeilisearch();
  if (program === null) return null;
  const started = await startMeilisearch(program, folder);
  if (!started.ok) throw new Error(started.message);
  return started.value;
}

/** Builds the index where it does not hold all posts yet; gives the rate when it was built now. */
async function indexed(app: pg.Pool, engine: SearchEngine, size: number): Promise<string> {
  let held = 0;
  try {
    for await (const _ of engine.held()) held += 1;
  } catch (error) {
    if (!(error instanceof EngineAway)) throw error;
  }
  if (held === size) return 'indexed before';
  const started = performance.now();
  await reindex(app, engine);
  return `indexed at ${Math.round((size / (performance.now() - started)) * 1_000)} posts/s`;
}
