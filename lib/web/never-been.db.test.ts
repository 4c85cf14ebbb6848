import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { atomFeed } from '@/lib/reading/atom-feed';
import { listVoices } from '@/lib/reading/browse-people';
import { readNewest } from '@/lib/reading/newest';
import { sitemap } from '@/lib/reading/sitemap';
import { sampleDate, sampleTestimony } from '@/lib/reading/testing/sample-archive';
import { openSampleHouse } from '@/lib/reading/testing/sample-house';
import { readTimeline } from '@/lib/reading/timeline';
import { openIndexing } from '@/lib/search/choose-engine';
import { indexWaiting } from '@/lib/search/index-worker';
import type { SearchHouse } from '@/lib/search/search-testimonies';
import { seal, shelve } from '@/lib/search/testing/shelve';
import { answerExport } from './export-answer';
import { answerTestimonies } from './search-answers';

const SITE = 'https://archive.example';
let database: TestDatabase;
let house: SearchHouse;
beforeAll(async () => {
  database = await openTestDatabase();
  house = await openSampleHouse(database);
});
afterAll(() => database?.close());

const index = () =>
  indexWaiting(
    openIndexing({ SEARCH_ENGINE: 'postgres' }, { app: database.appPool, reading: database.readingPool }),
  );

const written = (value: unknown) =>
  JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one));

/** All that counts or lists, as readers get it. */
async function surfaces(): Promise<Record<string, string>> {
  const said = async (answer: Response | Promise<Response>) => (await answer).text();
  const ask = (query: string) =>
    said(answerTestimonies(house, new Request(`${SITE}/api/v1/testimonies${query}`)));
  const take = (format: string) =>
    said(answerExport(house, new Request(`${SITE}/api/v1/export?format=${format}`)));
  return {
    'everything: total, facets, months': await ask(''),
    'a search': await ask('?q=unheard'),
    'a filter': await ask('?speaker=bana'),
    jsonl: await take('jsonl'),
    csv: await take('csv'),
    feed: atomFeed(await readNewest(database.reading, 50), { self: SITE, baseUrl: SITE, title: 'x' }),
    sitemap: await sitemap(database.reading, SITE),
    timeline: written(await readTimeline(database.reading)),
    people: written(await listVoices(database.reading)),
  };
}

it('what is withdrawn leaves every list, total, facet and month as if it had never been', async () => {
  const before = await surfaces();
  const record = sampleTestimony({
    reference: 'gone000001',
    text: 'Words unheard before.',
    speaker: { slug: 'bana', name: { en: 'Bana' }, type: 'person', as: null },
    date: sampleDate('2016-11-03'),
    tags: [{ slug: 'of-this-alone', label: 'Of this alone' }],
  });
  await shelve(database.appPool, [record]);
  await index();
  const shown = await surfaces();
  for (const [name, text] of Object.entries(shown)) expect(text, name).not.toBe(before[name]);

  await seal(database.appPool, [record.reference]);
  // At once, while the index still holds it, and after.
  expect(await surfaces()).toEqual(before);
  await index();
  expect(await surfaces()).toEqual(before);
});
