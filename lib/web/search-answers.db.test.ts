import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { SAMPLE_FORMS } from '@/lib/reading/testing/sample-archive';
import { openSampleHouse } from '@/lib/reading/testing/sample-house';
import { openSearch } from '@/lib/search/choose-engine';
import type { SearchHouse } from '@/lib/search/search-testimonies';
import { seal } from '@/lib/search/testing/shelve';
import { answerExport } from './export-answer';
import { answerTestimonies } from './search-answers';
import { boundSearching } from './search-house';

let database: TestDatabase;
let house: SearchHouse;

beforeAll(async () => {
  database = await openTestDatabase();
  house = await openSampleHouse(database);
});
afterAll(() => database?.close());

async function get(query: string, headers: Record<string, string> = {}) {
  const response = await answerTestimonies(
    house,
    new Request(`http://localhost/api/v1/testimonies${query}`, { headers }),
  );
  return { response, body: response.status === 304 ? null : await response.json() };
}

test('finds words with their highlights, who, when and where from', async () => {
  const { response, body } = await get('?q=ceasefire&speaker=lina-shamy&sort=oldest');
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(body).toMatchObject({ engine: 'postgres', total: 2, totalIsExact: true, page: 1, perPage: 20 });
  const [first] = body.items;
  expect(first).toMatchObject({
    reference: 'q1q1q1q1q1',
    url: expect.stringMatching(/\/t\/q1q1q1q1q1$/),
    stance: 'testimony',
    speaker: { slug: 'lina-shamy', name: { en: 'Lina Shamy' } },
    account: { platform: 'twitter', name: 'Lina Shamy' },
    date: { edtf: '2016-12-14~' },
    matched: ['text', 'context:en'],
  });
  const [start, end] = first.highlights[0].ranges[0];
  expect(first.text.slice(start, end)).toBe('ceasefire');
  expect(body.facets.speaker).toEqual([{ value: 'lina-shamy', label: 'Lina Shamy', count: 2 }]);
  expect(body.histogram).toEqual([{ period: '2016-12', count: 2 }]);
});

test('finds an English text by its Arabic translation and says so', async () => {
  const { body } = await get('?q=%D8%A7%D9%84%D8%A5%D8%A8%D8%A7%D8%AF%D8%A9');
  expect(body.items[0]).toMatchObject({ reference: 'q1q1q1q1q1', matched: ['translation:ar'] });
});

test('refuses what it does not know, each by name', async () => {
  const { response, body } = await get(
    '?qq=x&kind=tweet&page=0&from=yesterday&facets=who&perPage=500&sort=best&q=a&q=b',
  );
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toMatch('application/problem+json');
  expect(body.errors.map((one: { parameter: string }) => one.parameter).sort()).toEqual(
    ['facets', 'from', 'kind', 'page', 'perPage', 'q', 'qq', 'sort'].sort(),
  );
});

test('takes an empty field of a form for none', async () => {
  const { body } = await get('?q=&speaker=&from=&to=&sort=&page=');
  expect(body.total).toBe(SAMPLE_FORMS.filter((form) => form.form === 'testimony').length);
  expect(body.undated).toBe(1);
});

test('links to the pages beside it, and says when nothing is new', async () => {
  const { response } = await get('?perPage=2&page=2');
  expect(response.headers.get('link')).toMatch(/page=1>; rel="first".*page=3>; rel="next"/);
  const again = await get('?perPage=2&page=2', { 'if-none-match': response.headers.get('etag')! });
  expect(again.response.status).toBe(304);
});

test('says nothing of what is withdrawn, at once', async () => {
  await seal(database.appPool, ['q5q5q5q5q5']);
  const { body } = await get('?q=talking');
  expect([body.total, body.items, body.facets.speaker]).toEqual([0, [], []]);
  await seal(database.appPool, ['q5q5q5q5q5'], false);
});

test('answers 503 with a reason when a search takes too long, and goes on', async () => {
  const slow: SearchHouse = { ...house, reading: database.readingPool };
  const client = await database.appPool.connect();
  await client.query('BEGIN; LOCK TABLE search.document IN ACCESS EXCLUSIVE MODE');
  const { response, body } = await answer503(slow);
  await client.query('ROLLBACK');
  client.release();
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(body.type).toBe('/about/api#search-too-slow');
  expect((await get('?q=ceasefire')).response.status).toBe(200);

  async function answer503(asked: SearchHouse) {
    const answered = await answerTestimonies(
      asked,
      new Request('http://localhost/api/v1/testimonies?q=ceasefire'),
    );
    return { response: answered, body: await answered.json() };
  }
});

describe('a crowd', () => {
  it('of searchers is answered as far as it goes, and the rest are told when to come back', async () => {
    const bounded = boundSearching(house, { running: 1, waiting: 2 });
    const ask = () =>
      answerTestimonies(bounded, new Request('https://archive.example/api/v1/testimonies?q=Aleppo'));
    const answers = await Promise.all(Array.from({ length: 12 }, ask));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(3);
    const refused = answers.find(({ status }) => status !== 200)!;
    expect([...new Set(statuses)].sort()).toEqual([200, 503]);
    expect(refused.headers.get('retry-after')).toBeTruthy();
    expect(await refused.json()).toMatchObject({ type: '/about/api#search-busy' });
    expect((await ask()).status).toBe(200);
  });

  it('of exports is bounded, and an export that is given up leaves its place', async () => {
    const ask = (from = 'elsewhere') =>
      answerExport(
        house,
        new Request('https://archive.example/api/v1/export', { headers: { 'x-sawt-from': from } }),
      );
    const taken = Array.from({ length: 3 }, () => ask('one place'));
    // Whoever takes three leaves the last to others.
    expect(ask('one place').status).toBe(503);
    taken.push(ask());
    const refused = ask('a third');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('60');
    await taken[0]!.body!.cancel();
    const next = ask();
    expect(next.status).toBe(200);
    for (const one of [...taken.slice(1), next]) await one.text();
    expect(ask().status).toBe(200);
  });
});

test('answers 503 with a time to come back before a worker has ever made the index', async () => {
  const young = await openTestDatabase();
  try {
    const bare = openSearch({ SEARCH_ENGINE: 'postgres' }, young.readingPool);
    for (const query of ['?q=ceasefire', '', '?speaker=lina-shamy']) {
      const response = await answerTestimonies(
        bare,
        new Request(`http://localhost/api/v1/testimonies${query}`),
      );
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    }
  } finally {
    await young.close();
  }
});
