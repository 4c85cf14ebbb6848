import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { openIndexing, openSearch } from './choose-engine';
import { ensureSearchTables } from './engines/postgres-tables';
import { keepIndexing } from './index-worker';
import { readSearchParameters } from './parameters';
import { searchTestimonies } from './search-testimonies';
import { madeUpArchive } from './testing/corpus';
import { openTestMeilisearch, type TestMeilisearch } from './testing/meilisearch-server';
import { shelve } from './testing/shelve';

// From accepting to finding, with as many acceptances a second as a room full of curators would not reach.

const SECONDS = process.env.SAWT_TEST_SIZE === 'long' ? 60 : 2;
const A_SECOND = 50;
/** A second, in a run that is alone on its machine; the small one has the other tests beside it. */
const MOST = SECONDS > 10 ? 1_000 : 20_000;

let database: TestDatabase;
let meilisearch: TestMeilisearch | null;
beforeAll(async () => {
  database = await openTestDatabase();
  await ensureSearchTables(database.appPool);
  meilisearch = await openTestMeilisearch();
}, 60_000);
afterAll(async () => {
  await meilisearch?.stop();
  await database?.close();
});

test('what was accepted is found soon on PostgreSQL', async () => {
  await expectFoundSoon({ SEARCH_ENGINE: 'postgres' });
}, 120_000);

test('what was accepted is found soon on Meilisearch', async (context) => {
  if (meilisearch === null) return context.skip('no Meilisearch server here');
  await expectFoundSoon({
    SEARCH_ENGINE: 'meilisearch',
    MEILI_URL: meilisearch.url,
    MEILI_API_KEY: meilisearch.apiKey,
  });
}, 120_000);

async function expectFoundSoon(settings: Parameters<typeof openSearch>[0]): Promise<void> {
  const house = openSearch(settings, database.readingPool);
  const pools = { app: database.appPool, reading: database.readingPool };
  const failures: unknown[] = [];
  const loop = keepIndexing(openIndexing(settings, pools), { failed: (error) => failures.push(error) });
  const delays: number[] = [];
  const watches: Promise<void>[] = [];
  const [first, ...forms] = madeUpArchive(A_SECOND * SECONDS + 1, settings.MEILI_URL ? 9 : 10);
  try {
    // An engine makes its index with the first record that it is given, once.
    await shelve(database.appPool, [{ ...first!, text: `${settings.SEARCH_ENGINE}first` }]);
    await untilFound(`${settings.SEARCH_ENGINE}first`);
    const started = performance.now();
    for (const [at, form] of forms.entries()) {
      const early = started + (at * 1_000) / A_SECOND - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const word = `${settings.SEARCH_ENGINE}${at}`;
      await shelve(database.appPool, [{ ...form, text: `${form.text} ${word}` }]);
      if (at % 10 === 0) watches.push(untilFound(word).then((delay) => void delays.push(delay)));
    }
    const taken = performance.now() - started;
    await Promise.all(watches);
    delays.sort((a, b) => a - b);
    const middle = delays[Math.floor(delays.length / 2)]!;
    const late = delays[Math.floor(delays.length * 0.95)]!;
    console.info(
      `${settings.SEARCH_ENGINE}: ${forms.length} accepted in ${(taken / 1_000).toFixed(1)} s, found after ${middle.toFixed(0)} ms (p50), ${late.toFixed(0)} ms (p95)`,
    );
    expect(failures).toEqual([]);
    expect(late).toBeLessThan(MOST);
    // A load that was not there would show nothing; in the small run the first second may hang behind.
    if (SECONDS > 10) expect(taken).toBeLessThan(SECONDS * 1_000 * 1.05);
  } finally {
    await loop.stop();
  }

  async function untilFound(word: string): Promise<number> {
    const since = performance.now();
    const parameters = readSearchParameters(new URLSearchParams({ q: `"${word}"`, facets: 'none' }));
    if (!parameters.ok) throw new Error(parameters.message);
    for (;;) {
      const answer = await searchTestimonies(parameters.value, house);
      if (!answer.ok) throw new Error(answer.message);
      // Found by the engine that is asked for, and not by the one that stands in for it.
      if (answer.value.total > 0 && answer.value.engine === settings.SEARCH_ENGINE) {
        return performance.now() - since;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
