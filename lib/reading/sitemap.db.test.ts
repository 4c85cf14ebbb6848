import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { sitemap, sitemapPart } from './sitemap';
import { judgeXml } from './testing/judge-xml';
import { insertForms, SAMPLE_FORMS, sampleTestimony } from './testing/sample-archive';

const BASE = 'https://archive.example';
// An archive past one file: 20,000 testimonies, and in the small run a file of 20.
const LONG = process.env.SAWT_TEST_SIZE === 'long';
const A_FILE = LONG ? 20_000 : 20;
const MANY = A_FILE * 2 + 1;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await insertForms(database.appPool, SAMPLE_FORMS);
});
afterAll(() => database.close());

const places = (xml: string) => [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, place]) => place ?? '');

it('the sitemap is as the protocol wants it, and has every public page once, in both languages', async () => {
  const xml = await sitemap(database.reading, BASE);
  expect(judgeXml(xml, 'sitemap')).toEqual([]);
  const found = places(xml);
  expect(new Set(found).size).toBe(found.length);
  for (const path of [
    '/t/q1q1q1q1q1',
    '/people/bana',
    '/events/ceasefire-collapses',
    '/collections/the-hours',
  ]) {
    expect(found).toContain(BASE + path);
    expect(found).toContain(`${BASE}/ar${path}`);
  }
  expect(found.filter((place) => place.includes('/places/'))).toEqual([]);
});

it('what is out of sight is not in it', async () => {
  await database.appPool.query(`UPDATE public_form SET sealed = true WHERE key = 'q1q1q1q1q1'`);
  expect(await sitemap(database.reading, BASE)).not.toContain('q1q1q1q1q1');
  await database.appPool.query(`UPDATE public_form SET sealed = false WHERE key = 'q1q1q1q1q1'`);
});

it(
  'of very many testimonies it is an index, whose files have each of them once and end',
  async () => {
    await database.appPool.query(
      `INSERT INTO public_form (kind, key, version, form, digest)
     SELECT 'testimony', lpad(n::text, 10, '0'), 1, $1::jsonb, 'x' FROM generate_series(1, $2::int) n`,
      [JSON.stringify(sampleTestimony({ reference: '0000000001', text: 'words' })), MANY],
    );
    const index = await sitemap(database.reading, BASE, A_FILE);
    expect(judgeXml(index, 'sitemap')).toEqual([]);
    const seen: string[] = [];
    const files = places(index);
    expect(files.every((file) => new URL(file).pathname.lastIndexOf('/') === 0)).toBe(true);
    for (const file of files) {
      const part = await sitemapPart(
        database.reading,
        Number(/\/sitemap-(\d+)\.xml$/.exec(file)?.[1]),
        BASE,
        A_FILE,
      );
      expect(judgeXml(part ?? '', 'sitemap'), file).toEqual([]);
      expect(places(part ?? '').length).toBeLessThanOrEqual(50_000);
      seen.push(...places(part ?? ''));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((place) => place.startsWith(`${BASE}/t/`)).length).toBeGreaterThan(MANY);
    expect(await sitemapPart(database.reading, files.length, BASE, A_FILE)).toBeNull();
  },
  LONG ? 600_000 : 60_000,
);
