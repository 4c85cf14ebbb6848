import { openIndexing, openSearch } from '@/lib/search/choose-engine';
import { reindex } from '@/lib/search/reindex';
import { openTestMeilisearch } from '@/lib/search/testing/meilisearch-server';
import { askerOf, type LoadedArchive } from './load-archive';
import type { Searched } from './measure';

/** The same records in Meilisearch, asked through the same API; null where there is none. */
export async function openMeilisearch({
  connections,
  size,
}: LoadedArchive): Promise<(Searched & { close(): Promise<void> }) | null> {
  const server = await openTestMeilisearch();
  if (server === null) return null;
  const settings = {
    SEARCH_ENGINE: 'meilisearch',
    MEILI_URL: server.url,
    MEILI_API_KEY: server.apiKey,
  } as const;
  const indexing = openIndexing(settings, { app: connections.appPool, reading: connections.readingPool });
  const started = performance.now();
  await reindex(connections.appPool, indexing.engines[1]!);
  const seconds = (performance.now() - started) / 1_000;
  const own = countOwnTime(server.url);
  return {
    name: 'Meilisearch',
    facts: `indexed at ${Math.round(size / seconds)} posts/s`,
    ask: askerOf(openSearch(settings, connections.readingPool)),
    worked: own.take,
    close: async () => {
      own.stop();
      await server.stop();
    },
  };
}

/** Adds up what the server says of each answer that it took (`processingTimeMs`, whole milliseconds). */
function countOwnTime(url: string): { take(): number; stop(): void } {
  const { fetch } = globalThis;
  let worked = 0;
  globalThis.fetch = async (...asked) => {
    const response = await fetch(...asked);
    const address = asked[0] instanceof Request ? asked[0].url : String(asked[0]);
    if (address.startsWith(url)) {
      const { processingTimeMs } = (await response.clone().json()) as { processingTimeMs?: number };
      worked += processingTimeMs ?? 0;
    }
    return response;
  };
  return {
    take: () => {
      const since = worked;
      worked = 0;
      return since;
    },
    stop: () => {
      globalThis.fetch = fetch;
    },
  };
}
