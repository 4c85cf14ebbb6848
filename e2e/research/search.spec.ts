import { expect, test } from '@playwright/test';
import { archive } from '../support/archive';

/** What a researcher does on the search page, with and without our script. */
for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled, viewport: { width: 1100, height: 500 } });

    test('a researcher narrows by person, by month and by day, and Back takes back each step', async ({
      page,
    }) => {
      const total = page.locator('.total');
      await page.goto(`${archive().url}/search?q=aleppo`);
      const before = await total.innerText();
      const box = page.locator('.facets input[name="speaker"]').first();
      await box.scrollIntoViewIfNeeded();
      const top = await page.evaluate(() => scrollY);
      await box.check();
      if (!javaScriptEnabled) await page.locator('.facets button[type="submit"]').click();
      await expect(page).toHaveURL(/[?&]speaker=/);
      await expect(total).not.toHaveText(before);
      await expect(box).toBeChecked();
      if (javaScriptEnabled) {
        expect(new URL(page.url()).search).not.toMatch(/from=|sort=/);
        await expect(box).toBeFocused();
        const most = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
        await expect.poll(() => page.evaluate(() => scrollY)).toBe(Math.min(top, most));
      }
      await page.goBack();
      await expect(total).toHaveText(before);
      if (javaScriptEnabled) await expect(box).not.toBeChecked();

      const bars = page.locator('.histogram a');
      await bars.last().click();
      await expect(page).toHaveURL(/from=\d{4}-\d\d&to=\d{4}-\d\d/);
      const inMonth = await total.innerText();
      if ((await bars.count()) > 0) {
        await bars.first().click();
        await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d&to=/);
        await page.goBack();
      }
      await expect(total).toHaveText(inMonth);
      await page.locator('.limits a').first().click();
      await expect(total).toHaveText(before);
    });

    test('what was corrected can be searched for exactly, and nothing found gives a way on', async ({
      page,
    }) => {
      await page.goto(`${archive().url}/search?q=alepop+`);
      await page.getByRole('link', { name: 'Search for it exactly' }).click();
      await expect(page).toHaveURL(/q=%22alepop%22/);
      await page.locator('.understanding a[href="/search"]').click();
      await expect(page).toHaveURL(/\/search$/);
      await expect(page.locator('.hit, article').first()).toBeVisible();
    });
  });
}

test('words answer as they are typed, the box keeps its focus, and Back takes the whole word back', async ({
  page,
}) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await page.goto(`${archive().url}/search?q=aleppo&kind=post`);
  const total = page.locator('.total');
  const before = await total.innerText();
  const box = page.getByRole('searchbox');
  await box.fill('');
  await box.pressSequentially('shell');
  await expect(page).toHaveURL(/\?q=shell&kind=post$/);
  await box.pressSequentially('ing');
  await expect(page).toHaveURL(/\?q=shelling&kind=post$/);
  await expect(page.locator('.hits mark').first()).toHaveText(/shelling/i);
  await expect(box).toBeFocused();
  await expect(page).toHaveTitle(/shelling/);
  await expect(page.locator('header a[hreflang]')).toHaveAttribute('href', /\/ar\/search\?q=shelling/);
  await page.goBack();
  await expect(page).toHaveURL(/\?q=aleppo&kind=post$/);
  await expect(total).toHaveText(before);
  await expect(box).toHaveValue('aleppo');
  await page.goForward();
  await expect(page.locator('.hits mark').first()).toHaveText(/shelling/i);
  await expect(box).toHaveValue('shelling');
  expect(refused).toEqual([]);
});
