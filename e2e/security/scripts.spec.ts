import { expect, test } from '@playwright/test';
import { archive } from '../support/archive';
import { openInside } from '../support/inside';
import { publishRecord } from '../support/publish-record';
import { signIn } from '../support/sign-in';

/** What people hide in a post, a name or a label in the hope that a reader's browser runs it. */
const SCRIPTS = [
  '<script>window.ran=1</script>',
  '</script><script>window.ran=1</script>',
  '</title><script>window.ran=1</script>',
  '"><img src=x onerror=window.ran=1>',
  "'><svg/onload=window.ran=1>",
  '<svg><animate onbegin=window.ran=1 attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.ran=1</script>">',
  '<a href="javascript:window.ran=1">read more</a>',
  '<math><mtext></mtext><script>window.ran=1</script></math>',
  '<!--><script>window.ran=1</script>-->',
  ']]><script>window.ran=1</script>',
  '<style>@import "//evil.example/x.css";</style>',
  '<base href="//evil.example/">',
  '<meta http-equiv="refresh" content="0;url=//evil.example/">',
  '<form action="//evil.example/"><button>Sign in</button></form>',
  '{{constructor.constructor("window.ran=1")()}}',
  'javascript:window.ran=1',
  '\u2028</script\u2028><script>window.ran=1</script>',
  '＜script＞window.ran=1＜/script＞',
  '<ScRiPt >window.ran=1</sCrIpT>',
  '&lt;script&gt;window.ran=1&lt;/script&gt;',
  '%3Cscript%3Ewindow.ran=1%3C/script%3E',
];

test('nothing that stands in a published post, name, label or address runs in a browser', async ({
  page,
}) => {
  test.setTimeout(900_000);
  const inside = await openInside();
  const { actor, password } = await inside.makePerson(`scripts-${Date.now()}`, 'curator');
  const references: string[] = [];
  // Each record carries several, so that a few hold all of them, in one field or another.
  const records = process.env.SAWT_TEST_SIZE === 'long' ? SCRIPTS.length : 6;
  for (let nth = 0; nth < records; nth += 1) {
    let next = nth * 4;
    const script = () => SCRIPTS[next++ % SCRIPTS.length]!;
    const hidden = () => script().trim();
    references.push(
      await publishRecord(inside.context, actor, {
        text: `Hostile words ${nth} ${script()} ${script()} ${script()} ${script()}`,
        speaker: `Speaker ${nth} ${hidden()}`,
        account: `Account ${nth} ${hidden()}`,
        place: `Place ${nth} ${hidden()}`,
        source: `Source ${nth} ${hidden()}`,
        speakerAs: { en: hidden() },
        channel: { en: hidden() },
        context: { en: `${hidden()} ${hidden()}` },
        platform: 'twitter',
        url: `https://example.org/?q=${encodeURIComponent(script())}"'><script>window.ran=1</script>`,
        locator: hidden(),
        tags: [hidden(), hidden()],
        rights: hidden(),
        date: '2016-12-14',
        dateWhy: { en: hidden() },
        translations: [{ lang: 'ar', text: script(), by: hidden() }],
      }),
    );
  }
  const shelf = await inside.context.db.publicForm.findMany({
    where: {
      current: true,
      kind: { in: ['person', 'account', 'source', 'place'] },
      form: { string_contains: 'ran' },
    },
    select: { kind: true, key: true },
  });
  await inside.close();

  const complaints: string[] = [];
  page.on(
    'console',
    (message) => message.type() === 'error' && complaints.push(`${page.url()}: ${message.text()}`),
  );
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`${page.url()}: a dialog`);
    return dialog.dismiss();
  });
  const others: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(archive().url) && !request.url().startsWith('data:'))
      others.push(request.url());
  });
  const look = async (address: string) => {
    await page.goto(archive().url + address);
    expect(await page.evaluate(() => (window as { ran?: number }).ran), address).toBeUndefined();
    // Were one of them taken for markup, it would be refused by the policy; none must be markup at all.
    expect(
      await page.locator('iframe, base, style, object, embed, math, [onerror], [onload], [onbegin]').count(),
    ).toBe(0);
    const links = await page
      .locator('a[href], form[action]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? one.getAttribute('action') ?? ''));
    for (const to of links)
      expect(new URL(to, page.url()).protocol, `${address}: ${to}`).toMatch(/^https?:$/);
  };

  const rooms: Record<string, string> = { person: 'people', source: 'sources' };
  for (const [nth, reference] of references.entries()) {
    await look(`/t/${reference}`);
    await expect(page.getByText(`Hostile words ${nth} `).first()).toBeVisible();
  }
  for (const { kind, key } of shelf) if (rooms[kind]) await look(`/${rooms[kind]}/${key}`);
  await look(`/ar/t/${references[1]}`);
  for (const address of ['/', '/people', '/sources', '/timeline', '/response']) await look(address);
  for (const script of SCRIPTS.slice(0, 3)) await look(`/search?q=${encodeURIComponent(script)}`);
  await signIn(page, actor.name, password);
  await look('/desk');
  expect(complaints.filter((one) => !/status of (400|404)/.test(one))).toEqual([]);
  expect(others).toEqual([]);
});
