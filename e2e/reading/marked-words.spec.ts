import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { archive } from '../support/archive';
import { openInside } from '../support/inside';
import { publishRecord } from '../support/publish-record';

const WORDS = 'نحن هنا في شرق حلب، والقصف لم يتوقف منذ الفجر. لا طعام ولا دواء، والأطفال في الأقبية ينتظرون.';
// From within one word to within another: a link finds whole words alone.
const MARKED = {
  from: WORDS.indexOf('قصف لم'),
  to: WORDS.indexOf('فجر') + 1,
  whole: 'والقصف لم يتوقف منذ الفجر',
};

let reference = '';
test.beforeAll(async () => {
  const inside = await openInside();
  const { actor } = await inside.makePerson(`marked-words-${Date.now()}`, 'curator');
  reference = await publishRecord(inside.context, actor, {
    lang: 'ar',
    text: WORDS,
    speaker: 'من الحي الشرقي',
  });
  await inside.close();
});

async function mark(page: Page): Promise<void> {
  await page.locator('blockquote[data-words]').evaluate((words, { from, to }) => {
    const text = words.firstChild as Text;
    document.getSelection()?.setBaseAndExtent(text, from, text, to);
  }, MARKED);
}

/** How many points of the words' picture a mark changes, within the marked words and outside of them. */
async function changed(page: Page, plain: Buffer): Promise<{ inside: number; outside: number }> {
  const words = page.locator('blockquote[data-words]');
  const lit = await words.screenshot();
  const boxes = await words.evaluate((element, whole) => {
    const text = element.firstChild as Text;
    const from = text.data.indexOf(whole);
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, from + whole.length);
    const { x, y } = element.getBoundingClientRect();
    return [...range.getClientRects()].map((box) => [box.x - x, box.y - y, box.right - x, box.bottom - y]);
  }, MARKED.whole);
  const [a, b] = await Promise.all(
    [plain, lit].map((picture) => sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })),
  );
  if (!a || !b || a.data.length !== b.data.length) throw new Error('two pictures of different sizes');
  const count = { inside: 0, outside: 0 };
  for (let at = 0; at < a.data.length; at += 3) {
    if (a.data[at] === b.data[at] && a.data[at + 1] === b.data[at + 1] && a.data[at + 2] === b.data[at + 2])
      continue;
    const [x, y] = [(at / 3) % a.info.width, Math.floor(at / 3 / a.info.width)];
    const within = boxes.some(
      ([left = 0, top = 0, right = 0, bottom = 0]) =>
        x >= left - 2 && x <= right + 2 && y >= top - 2 && y <= bottom + 2,
    );
    count[within ? 'inside' : 'outside'] += 1;
  }
  return count;
}

for (const [lang, path, label] of [
  ['Arabic', '/ar', 'انسخ استشهاداً'],
  ['English', '', 'Copy as citation'],
] as const) {
  test(`Arabic words marked on the ${lang} page are copied as a link that marks them in the version they are of`, async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${archive().url}${path}/t/${reference}`);
    await mark(page);
    await page.getByRole('button', { name: label }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`“\u2068${MARKED.whole}\u2069”`);
    const link = copied.slice(copied.indexOf('http'));
    const digest = new RegExp(`^${archive().url}/t/${reference}/v/([0-9a-f]{64})#:~:text=(.*)$`).exec(link);
    expect(decodeURIComponent(digest?.[2] ?? '')).toBe(MARKED.whole);

    const words = page.locator('blockquote[data-words]');
    const fresh = async (address: string) => {
      const opened = await context.newPage();
      await opened.setViewportSize({ width: 900, height: 500 });
      await opened.goto(address);
      await opened.evaluate(() => document.fonts.ready);
      await expect(opened.locator('blockquote[data-words]')).toBeInViewport();
      return opened;
    };
    await expect(words).toHaveText(WORDS);
    const unmarked = await (await fresh(link.replace(/#.*/, '')))
      .locator('blockquote[data-words]')
      .screenshot();
    const led = await changed(await fresh(link), unmarked);
    expect(led.inside, 'points of the marked words').toBeGreaterThan(500);
    expect(led.outside, 'points of other words').toBeLessThan(50);
    const elsewhere = await changed(
      await fresh(`${link.replace(/#.*/, '')}#:~:text=%D8%BA%D9%8A%D8%B1`),
      unmarked,
    );
    expect(elsewhere).toEqual({ inside: 0, outside: 0 });
  });
}
