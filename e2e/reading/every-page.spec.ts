import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { EXPECTED_ROWS, type ExpectedRow } from '@/prisma/corpus/testing/expected-rows';
import { archive } from '../support/archive';
import { openInside } from '../support/inside';

const { Q1, Q5 } = EXPECTED_ROWS as Record<'Q1' | 'Q5', ExpectedRow>;

// Every page in both languages each time; small, each in one theme by turns.
const LONG = process.env.SAWT_TEST_SIZE === 'long';
const GONE = 'ggggggggg7';

const READING_PAGES = [
  '/',
  `/t/${Q1.reference}`,
  `/t/${Q5.reference}`,
  `/t/${GONE}`,
  '/people',
  '/people/lina-shamy',
  '/events',
  '/events/ceasefire-collapses',
  '/timeline',
  '/response',
  '/sources',
  '/sources/cnn-dear-world',
  '/collections/fourteen-december',
  '/about',
  '/about/method',
  '/about/api',
  '/no/such/page',
];
const OTHER_PAGES = [
  '/search?q=Aleppo',
  '/search?q=zzzz',
  '/submit',
  '/submit/receipt?receipt=none',
  `/report/${Q1.reference}`,
  '/signin',
];
const LANGUAGES = [
  { lang: 'en', dir: 'ltr', at: (path: string) => path },
  { lang: 'ar', dir: 'rtl', at: (path: string) => (path === '/' ? '/ar' : `/ar${path}`) },
] as const;

test.beforeAll(async () => {
  const inside = await openInside();
  await inside.context.db.tombstone.upsert({
    where: { reference: GONE },
    create: { reference: GONE, state: 'withdrawn', reasonClass: 'at-request', day: new Date('2026-11-20') },
    update: {},
  });
  await inside.close();
});

for (const { lang, dir, at } of LANGUAGES) {
  for (const [nth, path] of [...READING_PAGES, ...OTHER_PAGES].entries()) {
    const themes = LONG
      ? (['light', 'dark'] as const)
      : ([(nth % 2 === 0) === (lang === 'en') ? 'light' : 'dark'] as const);
    test(`${at(path)} can be read by everybody, in ${themes.join(' and ')}, on the narrowest screen`, async ({
      page,
    }) => {
      const trouble: string[] = [];
      const foreign: string[] = [];
      page.on('console', (message) => {
        // Chromium logs the 404 and the 410 of the pages that are meant to be such.
        if (message.type() === 'error' && !/status of 4(?:04|10)/.test(message.text()))
          trouble.push(message.text());
      });
      page.on('pageerror', (error) => trouble.push(String(error)));
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== archive().url) foreign.push(request.url());
      });
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(archive().url + at(path));
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.locator('html')).toHaveAttribute('dir', dir);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
          colorScheme,
        ).toEqual([]);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, 'nothing reaches past the edge of a screen of 320 px').toBeLessThanOrEqual(0);
      expect(trouble, 'no error, and no breach of the policy').toEqual([]);
      expect(foreign, 'nothing is asked of anybody else').toEqual([]);
    });
  }
}

test('no testimony’s page weighs more than ten kilobytes on its way, in either language', async ({
  request,
}) => {
  const rows = Object.values(EXPECTED_ROWS).filter((_, nth) => LONG || nth % 3 === 0);
  for (const path of rows.flatMap(({ reference }) => LANGUAGES.map(({ at }) => at(`/t/${reference}`)))) {
    const answer = await request.get(archive().url + path, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers()['content-encoding'], path).toBe('gzip');
    expect(Number(answer.headers()['content-length']), path).toBeLessThanOrEqual(10_240);
  }
});

test('what JavaScript adds to a reading page is one script of at most five thousand bytes', async ({
  request,
}) => {
  const script = await request.get(`${archive().url}/reading.js`);
  expect((await script.body()).length).toBeLessThanOrEqual(5_000);
});

test('no reading page carries a script of the framework, sets a cookie, or lacks its protection', async ({
  request,
}) => {
  for (const path of READING_PAGES.flatMap((one) => LANGUAGES.map(({ at }) => at(one)))) {
    const answer = await request.get(archive().url + path);
    const html = await answer.text();
    const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    expect(
      scripts.filter((tag) => !tag.includes('src="/reading.js"') && !tag.includes('application/ld+json')),
      path,
    ).toEqual([]);
    expect(html, path).not.toMatch(/ (?:style|on\w+)="/);
    const headers = answer.headers();
    expect(headers['set-cookie'], path).toBeUndefined();
    expect(headers['content-security-policy'], path).not.toContain('unsafe');
    expect(headers['cache-control'], path).toBe('no-cache');
  }
});
