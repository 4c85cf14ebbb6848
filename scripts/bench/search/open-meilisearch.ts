import { openIndexing, openSearch } from '@/lib/search/choose-engine';
import { reindex } from '@/lib/search/reindex';
import { openTestMeilisearch } from '@/lib/search/testing/meilisearch-server';
import { askerOf, type LoadedArchive } from './load-archive';
import type { Searched, Worked } from './measure';
import { memoryOf } from './memory';

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
    memory: () => memoryOf('meilisearch'),
    close: async () => {
      own.stop();
      await server.stop();
    },
  };
}

/**
 * Adds up how long the server was at work: from asking it to having its answer whole, over HTTP as anybody
 * has it, the time of several at once counted once. What it says itself (`processingTimeMs`) is told beside it: whole
 * milliseconds, and most of its answers take less than one.
 */
function countOwnTime(url: string): { take(): Worked; stop(): void } {
  const { fetch } = globalThis;
  let worked = 0;
  let says = 0;
  let requests = 0;
  let under = 0;
  let since = 0;
  globalThis.fetch = async (...asked) => {
    const address = asked[0] instanceof Request ? asked[0].url : String(asked[0]);
    if (!address.startsWith(url)) return fetch(...asked);
    requests += 1;
    if (under++ === 0) since = performance.now();
    try {
      const response = await fetch(...asked);
      const body = await response.arrayBuffer();
      says += processingTime(body);
      return new Response(response.status === 204 ? null : body, response);
    } finally {
      under -= 1;
      if (under === 0) worked += performance.now() - since;
    }
  };
  return {
    take: () => {
      const taken = { over: worked, says, requests };
      [worked, says, requests] = [0, 0, 0];
      return taken;
    },
    stop: () => {
      globalThis.fetch = fetch;
    },
  };
}

/** Found without reading the whole answer, since that would be time of the app. */
function processingTime(body: ArrayBuffer): number {
  const bytes = Buffer.from(body);
  const at = bytes.indexOf('"processingTimeMs":');
  return at === -1 ? 0 : Number.parseInt(bytes.toString('latin1', at + 19, at + 30), 10);
}
