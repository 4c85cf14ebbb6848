import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { archive } from '../support/archive';
import { type Inside, openInside } from '../support/inside';
import { publishRecord } from '../support/publish-record';
import { signedIn } from '../support/sign-in';

/** Arabic with its short vowels, a family of several signs, a flag, and one word that stands there twice. */
const NAME = 'قُسْطَنْطِيلِيَّة';
const BEFORE = `🕊️ في الشارع رأينا ${NAME} 👩‍👧، ثم عدنا إلى الشارع الآخر 🇸🇾. وقيل: ${NAME}?`;
let inside: Inside;
test.beforeAll(async () => {
  inside = await openInside();
});
test.afterAll(() => inside.close());

/** Marks `words` at their nth place in the record's own words, as a hand with a mouse does. */
async function mark(page: Page, words: string, nth: number): Promise<void> {
  await page.locator('[data-part=text]').evaluate(
    (node, { words, nth }) => {
      const text = node.firstChild as Text;
      let start = -1;
      for (let found = 0; found < nth; found += 1) start = text.data.indexOf(words, start + 1);
      getSelection()?.setBaseAndExtent(text, start, text, start + words.length);
    },
    { words, nth },
  );
  await expect(page.locator('form[data-span] [name=words]')).toHaveValue(words);
}

async function takeOut(page: Page): Promise<void> {
  const form = page.locator('form[data-span]');
  await form.getByLabel('Reason that the public may read').selectOption('at-request');
  await form.getByRole('button').click();
  await page.waitForURL(/done=redacted/);
}

async function open(page: Page, reference: string): Promise<void> {
  await page.goto(`${archive().url}/desk/records/${reference}`);
  await page.getByRole('heading', { name: 'Take something out' }).click();
  await page.getByText('The texts as they are archived').click();
}

const read = async (request: APIRequestContext, path: string) =>
  (await request.get(archive().url + path)).text();

test('what is marked with the mouse is taken out of every answer, to the sign, and nothing else', async ({
  browser,
  request,
}) => {
  const name = `marking-${Date.now().toString(36)}`;
  const { actor, password } = await inside.makePerson(name, 'curator');
  const speaker = `Marked ${name}`;
  const reference = await publishRecord(inside.context, actor, {
    text: BEFORE,
    speaker,
    lang: 'ar',
    date: '2016-12-14',
  });
  const found = async (q: string) =>
    JSON.parse(await read(request, `/api/v1/testimonies?speaker=marked-${name}&q=${encodeURIComponent(q)}`));
  await expect.poll(async () => (await found(NAME)).total, { timeout: 60_000 }).toBe(1);
  const picture = async () => (await request.get(`${archive().url}/t/${reference}.png`)).body();
  const drawn = await picture();

  const context = await signedIn(browser, name, password);
  const page = await context.newPage();
  // The second place alone first: the same word elsewhere stays.
  await open(page, reference);
  await mark(page, 'الشارع', 2);
  const form = page.locator('form[data-span]');
  await expect(form.locator('[name=part]')).toHaveValue('text');
  await expect(form.locator('[name=occurrence]')).toHaveValue('2');
  await takeOut(page);
  const once = BEFORE.replace('إلى الشارع', 'إلى [محجوب]');
  expect(JSON.parse(await read(request, `/t/${reference}.json`)).text).toBe(once);

  // A name with the signs behind it, then the last place where it stands.
  await open(page, reference);
  await mark(page, `${NAME} 👩‍👧`, 1);
  await takeOut(page);
  await open(page, reference);
  await mark(page, NAME, 2);
  await takeOut(page);
  await context.close();
  const after = '🕊️ في الشارع رأينا [محجوب]، ثم عدنا إلى [محجوب] الآخر 🇸🇾. وقيل: [محجوب]?';
  expect(JSON.parse(await read(request, `/t/${reference}.json`)).text).toBe(after);

  const oai = `oai:${new URL(archive().url).hostname}:${reference}`;
  const answers = [
    `/t/${reference}`,
    `/ar/t/${reference}`,
    ...['json', 'jsonld', 'txt', 'bib', 'ris', 'csl.json'].map((shape) => `/t/${reference}.${shape}`),
    `/people/marked-${name}`,
    `/search?q=${encodeURIComponent('رأينا')}`,
    `/api/v1/testimonies/${reference}`,
    ...['jsonl', 'csv', 'csl-json'].map((format) => `/api/v1/export?format=${format}&speaker=marked-${name}`),
    `/feed.atom?speaker=marked-${name}`,
    `/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=${encodeURIComponent(oai)}`,
    '/timeline',
  ];
  await expect.poll(async () => (await found(NAME)).total, { timeout: 60_000 }).toBe(0);
  // With and without its marks, and in pieces: what is left of it would confirm it.
  const bare = NAME.replace(/\p{M}/gu, '');
  for (const path of answers) {
    const said = (await read(request, path)).replace(/\p{M}/gu, '');
    for (const piece of [bare, bare.slice(0, 5), bare.slice(-5), '👩', 'إلى الشارع'])
      expect(said, `${path}: ${piece}`).not.toContain(piece);
  }
  // What stayed is found, and marked where it is shown.
  const kept = (await found('الشارع')).items[0];
  expect(kept.text).toBe(after);
  const [shown] = kept.highlights.filter(({ field }: { field: string }) => field === 'text');
  expect(shown.ranges.map(([from, to]: [number, number]) => after.slice(from, to))).toEqual(['الشارع']);
  expect((await picture()).equals(drawn)).toBe(false);
});
