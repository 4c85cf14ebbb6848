import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { SAMPLE_FORMS } from '@/lib/reading/testing/sample-archive';
import { openIndexing, openSearch } from './choose-engine';
import { EngineAway } from './engine';
import { LAYOUT } from './engines/postgres-tables';
import { withRebuildLock } from './index-lock';
import { indexWaiting } from './index-worker';
import { readSearchParameters } from './parameters';
import { prepareIndex } from './prepare-index';
import { reindex } from './reindex';
import { searchTestimonies } from './search-testimonies';
import { startIndexing } from './start-indexing';
import { hasMeilisearch, openTestMeilisearch } from './testing/meilisearch-server';
import { seal, shelve } from './testing/shelve';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

type Settings = Parameters<typeof openIndexing>[0];
const POSTGRES: Settings = { SEARCH_ENGINE: 'postgres', MEILI_URL: undefined, MEILI_API_KEY: undefined };
const indexing = (settings = POSTGRES) =>
  openIndexing(settings, { app: database.appPool, reading: database.readingPool });

/** How many are found, or why nobody was answered. */
async function found(settings = POSTGRES): Promise<number | string> {
  const parameters = readSearchParameters(new URLSearchParams({ q: 'ceasefire' }));
  if (!parameters.ok) throw new Error('these words cannot be searched for');
  const answer = await searchTestimonies(parameters.value, openSearch(settings, database.readingPool));
  return answer.ok ? answer.value.total : answer.reason;
}
/** The index becomes one that an older or newer version of the archive made. */
const ofVersion = (version: number) =>
  database.appPool.query('UPDATE search.layout SET version = $1', [version]);

describe('two versions of the search index', () => {
  beforeEach(async () => {
    await database.appPool.query('DROP TABLE IF EXISTS search.layout');
    await shelve(database.appPool, SAMPLE_FORMS);
    await prepareIndex(indexing());
    await indexWaiting(indexing());
    expect(await found()).toBe(2);
  });

  it.each([
    LAYOUT - 1,
    LAYOUT + 1,
  ])('that of layout %d is neither answered from nor written to', async (other) => {
    await ofVersion(other);
    expect(await found()).toBe('search-away');
    await shelve(database.appPool, SAMPLE_FORMS.slice(0, 1));
    await expect(indexWaiting(indexing())).rejects.toThrow('of another version');
    // What waits is not lost: whoever has the index does it.
    expect(await database.app.searchOutbox.count()).toBeGreaterThan(0);
  });

  it('the older is replaced whole by the newer’s own, and what was withdrawn meanwhile is not in it', async () => {
    await ofVersion(LAYOUT - 1);
    const { rows } = await database.appPool.query<{ reference: string }>(
      'SELECT reference FROM search.document',
    );
    await seal(database.appPool, [rows[0]!.reference]);
    const building: number[] = [];
    await prepareIndex(indexing(), () => {
      // Beside the one in use, which the older version goes on with.
      building.push(1);
    });
    expect(building.length).toBeGreaterThan(0);
    expect(await found()).not.toBe('search-away');
    const after = await database.appPool.query('SELECT count(*)::int AS held FROM search.document');
    expect(after.rows[0].held).toBe(rows.length - 1);
    await seal(database.appPool, [rows[0]!.reference], false);
  });

  it('the newer is left alone by the older, until somebody goes back to that for good', async () => {
    await ofVersion(LAYOUT + 1);
    await expect(prepareIndex(indexing())).rejects.toThrow('archive -- reindex');
    expect((await database.appPool.query('SELECT version FROM search.layout')).rows[0].version).toBe(
      LAYOUT + 1,
    );
    await reindex(database.appPool, indexing().engines[0]);
    expect(await found()).toBe(2);
  });

  it('are not built by two at once', async () => {
    await withRebuildLock(database.appPool, async () => {
      await expect(reindex(database.appPool, indexing().engines[0])).rejects.toThrow(EngineAway);
    });
    expect(await found()).toBe(2);
  });

  it('a worker that could not begin tries again until it can', async () => {
    await ofVersion(LAYOUT + 1);
    const failures: string[] = [];
    const stopping = new AbortController();
    const loop = await startIndexing(indexing(), {
      signal: stopping.signal,
      poll: 10,
      failed: (error) => {
        failures.push(String(error));
        if (failures.length === 2) void ofVersion(LAYOUT);
      },
    });
    try {
      expect(failures.length).toBeGreaterThanOrEqual(2);
      await expect.poll(() => database.app.searchOutbox.count(), { timeout: 30_000 }).toBe(0);
    } finally {
      await loop.stop();
    }
  });

  it('on Meilisearch each has its own, and that of the older goes when the newer’s is there', async (test) => {
    if (!(await hasMeilisearch())) return test.skip('there is no meilisearch program on the PATH');
    const server = (await openTestMeilisearch())!;
    try {
      const meili: Settings = { SEARCH_ENGINE: 'auto', MEILI_URL: server.url, MEILI_API_KEY: server.apiKey };
      const ask = (path: string, method = 'GET', body?: unknown) =>
        fetch(server.url + path, {
          method,
          headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }).then((answer) => answer.json());
      // What an older version made.
      await ask(`/indexes/sawt_${LAYOUT - 1}/documents?primaryKey=reference`, 'POST', [{ reference: 'old' }]);
      await ofVersion(LAYOUT - 1);
      expect(await found(meili)).toBe('search-away');
      await prepareIndex(indexing(meili));
      expect(await found(meili)).toBe(2);
      const names = async () => (await ask('/indexes')).results.map(({ uid }: { uid: string }) => uid);
      await expect.poll(names, { timeout: 30_000 }).toEqual([`sawt_${LAYOUT}`]);
      // The older version’s pages, which ask this server still, find the other’s words and answer nothing.
      await ofVersion(LAYOUT + 1);
      expect(await found(meili)).toBe('search-away');
    } finally {
      await server.stop();
    }
  });
});
