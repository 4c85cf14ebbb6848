import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { archive } from '../support/archive';
import { openInside } from '../support/inside';
import { signedIn } from '../support/sign-in';

// Every page each time; small, each in one language and theme by turns.
const LONG = process.env.SAWT_TEST_SIZE === 'long';
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test('every desk page passes axe in both languages and both themes, and fits at 200%', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const inside = await openInside();
  const id = await stageItem(inside.context, {
    text: '\u202eنحن هنا\u200f في حلب',
    speaker: 'من الحي الشرقي',
    lang: 'ar',
    date: '2016-12-13~',
    minor: true,
    translations: [{ lang: 'en', text: 'We are here, in Aleppo', by: 'A reader' }],
  });
  const published = await inside.context.db.testimony.findFirstOrThrow({ where: { state: 'published' } });
  const place = await inside.context.db.place.findFirstOrThrow({ where: { testimonies: { some: {} } } });
  const accession = await inside.context.db.accession.findFirstOrThrow({ where: { slug: { not: 'x' } } });
  await inside.close();
  const paths = [
    '/desk',
    `/desk/items/${id}?reveal=1`,
    `/desk/bulk?item=${id}&decision=accept&basis=consent&risk=ordinary&minor=yes`,
    '/desk/records',
    `/desk/records/${published.reference}`,
    '/desk/links/event',
    `/desk/links/place/${place.slug}`,
    '/desk/collections',
    '/desk/accessions',
    `/desk/accessions/${accession.slug}`,
    '/desk/outside',
    '/desk/log',
    '/desk/accounts',
    '/desk/self',
    '/desk/self/second-factor',
    '/submit',
    `/report/${published.reference}`,
  ];
  const { name, password } = archive().signIn;
  const visitor = await signedIn(browser, name, password);
  const storageState = await visitor.storageState();
  await visitor.close();
  const found: string[] = [];
  const lookIn = async (colorScheme: 'light' | 'dark') => {
    const context = await browser.newContext({
      storageState,
      colorScheme,
      viewport: { width: 640, height: 800 },
    });
    const page = await context.newPage();
    for (const [nth, path] of paths.entries()) {
      for (const prefix of ['', '/ar']) {
        const turn = (nth + (colorScheme === 'dark' ? 1 : 0)) % 2 === 0;
        if (!LONG && (!turn || (prefix === '') !== nth % 4 < 2)) continue;
        const where = `${colorScheme} ${prefix}${path}`;
        const answer = await page.goto(archive().url + prefix + path);
        if (answer?.status() !== 200 || page.url() !== archive().url + prefix + path)
          found.push(`${where} is not there: ${answer?.status()} ${page.url()}`);
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        // Without frames, which our pages never have, axe needs no second page to put its answer together.
        const axe = new AxeBuilder({ page }).withTags(WCAG).setLegacyMode();
        for (const { id, nodes } of (await axe.analyze()).violations)
          found.push(`${where}: ${id} ${nodes.map((node) => node.target.join(' '))}`);
        for (const node of await withoutFocusInSight(page))
          found.push(`${where}: no focus to be seen ${node}`);
        // 640 px is 1280 at 200%, and 320 at 400%: nothing may need scrolling sideways but a table in its own frame.
        for (const width of [640, 320]) {
          await page.setViewportSize({ width, height: 800 });
          const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          if (wider) found.push(`${where} is wider than ${width} pixels`);
        }
        await page.setViewportSize({ width: 640, height: 800 });
      }
    }
    await context.close();
  };
  await Promise.all([lookIn('light'), lookIn('dark')]);
  expect(found).toEqual([]);
});

/** What can be reached with Tab and looks the same with the focus as without it. */
function withoutFocusInSight(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const looks = (node: Element) => {
      const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(node);
      const outline = outlineStyle === 'none' || outlineWidth === '0px' ? '' : outlineStyle;
      return [outline, boxShadow, borderColor, backgroundColor].join();
    };
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
    );
    return [...all]
      .filter((node) => node.checkVisibility() && !(node as HTMLButtonElement).disabled)
      .flatMap((node) => {
        (document.activeElement as HTMLElement | null)?.blur();
        const before = looks(node);
        node.focus({ focusVisible: true } as FocusOptions);
        return looks(node) === before ? [node.outerHTML.slice(0, 120)] : [];
      });
  });
}
