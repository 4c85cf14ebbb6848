import { expect, test } from '@playwright/test';
import { EXPECTED_ROWS, type ExpectedRow } from '@/prisma/corpus/testing/expected-rows';
import { archive } from '../support/archive';

const { Q1, Q5, Q6 } = EXPECTED_ROWS as Record<'Q1' | 'Q5' | 'Q6', ExpectedRow>;

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a reader opens the archive and is reading somebody’s own words one step later', async ({
      page,
    }) => {
      await page.goto(archive().url);
      const words = await page.getByRole('article').getByRole('blockquote').first().innerText();
      expect(words.length).toBeGreaterThan(20);
      await page.getByRole('link', { name: 'Read on' }).click();
      await expect(page).toHaveURL(/\/t\/[0-9a-z]{10}$/);
      await expect(page.getByRole('blockquote').first()).toHaveText(words);
      await expect(page.getByRole('heading', { name: 'When' })).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Source' })).toBeVisible();
    });

    test('a reader of Arabic gets the same page from right to left, with every text in its own direction', async ({
      page,
    }) => {
      await page.goto(`${archive().url}/t/${Q1.reference}`);
      await page.getByRole('link', { name: 'العربية' }).click();
      await expect(page).toHaveURL(`${archive().url}/ar/t/${Q1.reference}`);
      const [translation, original] = [
        page.getByRole('blockquote').first(),
        page.getByRole('blockquote').nth(1),
      ];
      await expect(translation).toHaveAttribute('lang', 'ar');
      await expect(translation).toHaveAttribute('dir', 'rtl');
      await expect(original).toHaveText(Q1.quotation ?? '');
      await expect(original).toHaveAttribute('dir', 'ltr');
      await expect(page.getByText('ترجمة آلية لم يراجعها إنسان').first()).toBeVisible();
      await expect(page.getByRole('heading', { name: 'متى' })).toBeVisible();
    });

    test('words with a warning are shown to whoever chooses to read them', async ({ page }) => {
      await page.goto(`${archive().url}/t/${Q5.reference}`);
      const words = page.getByRole('article').locator('blockquote').first();
      await expect(words).toBeHidden();
      await page.getByText('Show the words').first().click();
      await expect(words).toHaveText(Q5.quotation ?? '');
      await expect(page.getByText('A child when speaking', { exact: false })).toBeVisible();
    });

    test('one account with two speakers shows each her own words', async ({ page }) => {
      await page.goto(`${archive().url}/people/bana`);
      await expect(page.getByRole('link', { name: 'Fatemah' })).toBeVisible();
      await page.getByRole('link', { name: 'Fatemah' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Fatemah' })).toBeVisible();
      await expect(page.locator(`a[href="/t/${Q6.reference}"]`).first()).toBeAttached();
      await expect(page.locator(`a[href="/t/${Q5.reference}"]`)).toHaveCount(0);
    });

    test('an event shows what was said inside beside what was claimed outside', async ({ page }) => {
      await page.goto(`${archive().url}/events/ceasefire-collapses`);
      const inside = page.locator('.side', { has: page.getByRole('heading', { name: 'Said inside' }) });
      const outside = page.locator('.side', { has: page.getByRole('heading', { name: 'Claimed outside' }) });
      await expect(inside.getByText('shelling and bombardment are back', { exact: false })).toBeVisible();
      await expect(
        outside.getByText('all military action had officially ended', { exact: false }),
      ).toBeVisible();
      await expect(page.getByText('The archive gives no verdict.', { exact: false })).toBeVisible();
    });
  });
}

test('a reader with a keyboard alone reaches the text, opens a warning, and goes on', async ({ page }) => {
  await page.goto(`${archive().url}/t/${Q5.reference}`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.locator('summary').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article').locator('blockquote').first()).toBeVisible();
});

test('a reference typed in capitals, with o for 0 and l for 1, leads to its true form', async ({
  request,
}) => {
  const typed = Q1.reference.toUpperCase().replaceAll('0', 'O').replaceAll('1', 'L');
  const answer = await request.get(`${archive().url}/t/${typed}`, { maxRedirects: 0 });
  expect([answer.status(), answer.headers().location]).toEqual([308, `/t/${Q1.reference}`]);
});

test('marked words are copied as a citation that finds them again', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${archive().url}/t/${Q1.reference}`);
  await page.getByRole('blockquote').first().selectText();
  await page.getByRole('button', { name: 'Copy as citation' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('broke the ceasefire.');
  expect(copied).toContain(`version 1.) ${archive().url}/t/${Q1.reference}/v/`);
  expect(copied).toMatch(/\/v\/[0-9a-f]{64}#:~:text=Assad%20%26%20Iranians/);
  await page.goto(copied.slice(copied.indexOf('http')));
  await expect(page.getByRole('blockquote').first()).toBeInViewport();
});

test('a printed page has the words, a warning before those that have one, the address, and no navigation', async ({
  page,
}) => {
  await page.setViewportSize({ width: 718, height: 1046 });
  for (const path of [`/t/${Q1.reference}`, `/ar/t/${Q5.reference}`]) {
    await page.goto(archive().url + path);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const words of await page.getByRole('article').first().locator('.words blockquote').all()) {
      await expect(words).toBeVisible();
      await expect(words).toHaveCSS('color', 'rgb(0, 0, 0)');
    }
    await expect(page.locator('#cite')).toContainText(path.slice(path.indexOf('/t/')));
    for (const hidden of await page.locator('nav, form, button, .skip, .menu, summary b').all())
      await expect(hidden).toBeHidden();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over, 'nothing reaches past the edge of the paper').toBeLessThanOrEqual(0);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    // Rows tied to one another leave the first sheet to the words alone, and make five of them.
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
    expect(sheets, `${path} in sheets of A4`).toBeLessThanOrEqual(4);
  }
});

test('on a line as slow as an old telephone’s the words stand within ten seconds, before any font has come', async ({
  page,
  context,
}) => {
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  // Half a second each way and 20 kB a second: worse than most of what GPRS gave.
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 500,
    downloadThroughput: 20_000,
    uploadThroughput: 10_000,
  });
  await page.route(/\.woff2$/, () => {
    // Never answered: the line is that slow.
  });
  const began = Date.now();
  await page.goto(archive().url, { waitUntil: 'commit' });
  await expect(page.getByRole('blockquote').first()).toBeVisible();
  await page.getByRole('link', { name: 'Read on' }).click({ noWaitAfter: true });
  await expect(page.getByRole('heading', { name: 'When' })).toBeVisible();
  await expect(page.getByRole('blockquote').first()).toBeVisible();
  expect(Date.now() - began).toBeLessThan(10_000);
  for (const path of ['/', `/t/${Q1.reference}`, `/ar/t/${Q1.reference}`, `/ar/t/${Q5.reference}`]) {
    const answer = await page.request.get(archive().url + path, { headers: { 'accept-encoding': 'gzip' } });
    expect(Number(answer.headers()['content-length']), path).toBeLessThanOrEqual(10_240);
  }
});
