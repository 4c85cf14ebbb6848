import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { archive } from '../support/archive';
import { type Inside, openInside } from '../support/inside';
import { signedIn } from '../support/sign-in';

/**
 * The whole way once: files come in by the desk and by the shell, wait, are decided by people in a
 * browser without JavaScript, are found, read, and withdrawn from every surface.
 */
const MARK = `w${Date.now().toString(36)}`;
const words = (name: string) => `The bakery on our street opened again ${name} ${MARK}`;

let inside: Inside;
const people: Record<string, { name: string; password: string }> = {};
test.use({ javaScriptEnabled: false });
test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  inside = await openInside();
  for (const [key, role] of [
    ['first', 'curator'],
    ['second', 'curator'],
  ] as const) {
    const name = `opening-${key}-${MARK}`;
    people[key] = { name, password: (await inside.makePerson(name, role)).password };
  }
});
test.afterAll(() => inside.close());

function writeFile(name: string, content: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'sawt-opening-')), name);
  writeFileSync(file, content);
  return file;
}

/** Runs the operators' tool as `npm run archive -- …` does, on the running archive. */
function tool(...args: string[]): { code: number | null; said: string } {
  const done = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/archive.ts', ...args], {
    env: { ...process.env, DATA_DIR: archive().dataDir },
    encoding: 'utf8',
  });
  return { code: done.status, said: done.stdout + done.stderr };
}

async function openItem(page: Page, name: string): Promise<void> {
  const item = await inside.context.db.stagedItem.findFirstOrThrow({
    where: { proposal: { path: ['text'], equals: words(name) } },
  });
  await page.goto(`${archive().url}/desk/items/${item.id}`);
  await expect(page.getByText(words(name)).first()).toBeVisible();
}

async function accept(page: Page, minor: 'Yes' | 'No'): Promise<void> {
  await page.getByLabel('On what basis').selectOption('public-figure');
  await page.getByLabel('Risk to anybody in it').selectOption('ordinary');
  await page.getByLabel('Is a minor speaking?').selectOption({ label: minor });
  await page.locator('form.accept button[type=submit]').click();
}

async function found(request: APIRequestContext, name: string): Promise<string[]> {
  const answer = await request.get(`${archive().url}/api/v1/testimonies`, {
    params: { q: `"${words(name)}"` },
  });
  return ((await answer.json()).items as { reference: string }[]).map(({ reference }) => reference);
}

test('a CSV comes in by the desk and a JSONL by the shell, bad rows are told apart, and nothing is public', async ({
  browser,
  request,
}) => {
  const csv = writeFile(
    'rows.csv',
    `text,speaker,platform,date,lang,minor\n"${words('accepted')}",Test Baker,twitter,2016-12-14,en,no\n"${words('returned')}",Test Baker,twitter,2016-12-14,en,no\n"${words('bad')}",Test Baker,twitter,yesterday,en,no\n`,
  );
  const context = await signedIn(browser, people.first!.name, people.first!.password);
  const page = await context.newPage();
  await page.goto(`${archive().url}/desk/accessions`);
  await page.locator('input[type=file]').setInputFiles(csv);
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByText(/yesterday/)).toBeVisible();

  // A file past what ordinary forms may send arrives whole: here only to be tried, keeping nothing.
  const row = `"${words('large')} ${'x'.repeat(1_000)}",Test Baker,twitter,2016-12-14,en,no\n`;
  const bad = row.replace('2016-12-14', 'yesterday');
  const large = writeFile('large.csv', `text,speaker,platform,date,lang,minor\n${row.repeat(3_000)}${bad}`);
  const scripted = await (
    await browser.newContext({ javaScriptEnabled: true, storageState: await context.storageState() })
  ).newPage();
  for (const there of [page, scripted]) {
    await there.goto(`${archive().url}/desk/accessions`);
    // What a page with scripts tells on the way is gone too soon to be waited for.
    await there.evaluate(() => {
      const tell = () => {
        const told = document.querySelector('.progress output')?.textContent;
        if (told) sessionStorage.told = `${sessionStorage.told ?? ''}${told}\n`;
      };
      new MutationObserver(tell).observe(document.body, { subtree: true, childList: true });
    });
    await there.locator('input[type=file]').setInputFiles(large);
    await there.getByLabel('Only try: keep nothing').check();
    await there.getByRole('button', { name: 'Import' }).click();
    await expect(there.getByText('This was only a try: nothing of it was kept.')).toBeVisible({
      timeout: 60_000,
    });
    await expect(there.getByText('the date cannot be read: 1')).toBeVisible();
    await expect(there.getByText(/Record 3001, from byte \d+: \W?date:/)).toBeVisible();
  }
  const told: string = await scripted.evaluate(() => sessionStorage.told);
  expect(told).toMatch(/^Sending the file: \d+%$/m);
  expect(told).toMatch(/^Reading: [\d,]+ records$/m);
  await scripted.context().close();
  await context.close();

  const jsonl = writeFile(
    'lines.jsonl',
    ['rejected', 'minor']
      .map((name) =>
        JSON.stringify({
          format: 'sawt/1',
          text: words(name),
          speaker: 'Test Child',
          date: '2016-12-14~',
          lang: 'en',
          minor: name === 'minor',
        }),
      )
      .join('\n'),
  );
  const imported = tool('import', jsonl, '--json');
  expect(imported.code, imported.said).toBe(0);
  const again = tool('import', jsonl, '--json');
  expect(again.code, again.said).toBe(0);
  expect(
    await inside.context.db.stagedItem.count({
      where: { proposal: { path: ['text'], equals: words('minor') } },
    }),
  ).toBe(1);
  for (const name of ['accepted', 'returned', 'rejected', 'minor'])
    expect(await found(request, name)).toEqual([]);
});

test('a curator accepts one, returns one with a question, rejects one; the accepted one is found within moments', async ({
  browser,
  request,
}) => {
  const context = await signedIn(browser, people.first!.name, people.first!.password);
  const page = await context.newPage();
  await openItem(page, 'returned');
  await page.getByText('Return with a question').first().click();
  await page.getByLabel('What is to be answered').fill('Which street?');
  await page.getByRole('button', { name: 'Return with a question' }).click();

  await openItem(page, 'rejected');
  await page.locator('summary', { hasText: 'Reject' }).click();
  await page.locator('select[name=reason]').selectOption('unverifiable');
  await page.getByRole('button', { name: 'Reject' }).click();

  await openItem(page, 'accepted');
  await accept(page, 'No');
  await expect.poll(() => found(request, 'accepted'), { timeout: 60_000, intervals: [100] }).toHaveLength(1);
  expect(await found(request, 'returned')).toEqual([]);
  expect(await found(request, 'rejected')).toEqual([]);
  await context.close();
});

test('a child’s words need two people, and the first cannot be the second', async ({ browser, request }) => {
  const first = await signedIn(browser, people.first!.name, people.first!.password);
  const page = await first.newPage();
  await openItem(page, 'minor');
  await accept(page, 'No');
  await openItem(page, 'minor');
  await expect(page.getByText('You agreed as the first of two')).toBeVisible();
  await expect(page.locator('form.accept')).toHaveCount(0);
  expect(await found(request, 'minor')).toEqual([]);
  await first.close();

  const second = await signedIn(browser, people.second!.name, people.second!.password);
  const other = await second.newPage();
  await openItem(other, 'minor');
  await accept(other, 'Yes');
  await expect.poll(() => found(request, 'minor'), { timeout: 60_000 }).toHaveLength(1);
  await second.close();
});

test('a withdrawal is felt on every surface: page, shapes, search, totals, feed, export, harvest, person', async ({
  request,
}) => {
  const [reference] = await found(request, 'accepted');
  const surfaces = [
    '/api/v1/testimonies?q=bakery&sort=newest',
    '/feed.atom',
    '/api/v1/export?format=jsonl',
    '/api/v1/export?format=csv',
    '/oai?verb=ListRecords&metadataPrefix=oai_dc',
    '/sitemap.xml',
    '/people',
    '/search?q=bakery',
    '/timeline',
  ];
  const read = async (address: string) => (await request.get(`${archive().url}${address}`)).text();
  const before = await Promise.all(surfaces.map(read));
  expect(
    before.filter((text) => text.includes(MARK) || text.includes(reference!)).length,
  ).toBeGreaterThanOrEqual(5);

  const withdrawn = tool('withdraw', reference!, '--reason', 'at-request');
  expect(withdrawn.code, withdrawn.said).toBe(0);
  for (const shape of ['', '.json', '.jsonld', '.txt', '.bib', '.ris', '.csl.json']) {
    const answer = await request.get(`${archive().url}/t/${reference}${shape}`);
    expect(answer.status(), shape).toBe(410);
    expect(await answer.text()).not.toContain(MARK);
  }
  expect((await request.get(`${archive().url}/api/v1/testimonies/${reference}`)).status()).toBe(410);
  for (const address of surfaces) expect(await read(address), address).not.toContain(words('accepted'));
  expect(await found(request, 'accepted')).toEqual([]);
  expect(await read('/oai?verb=ListIdentifiers&metadataPrefix=oai_dc')).toContain('status="deleted"');
  expect((await request.get(`${archive().url}/people/test-baker`)).status()).toBe(404);
});
