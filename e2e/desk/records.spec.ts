import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { archive } from '../support/archive';
import { type Inside, openInside } from '../support/inside';
import { publishRecord } from '../support/publish-record';
import { signedIn } from '../support/sign-in';

const MARK = `r${Date.now().toString(36)}`;
const SECRET = `Hiddenname${MARK}`;
let inside: Inside;
let curator: Page;
let reference: string;

test.beforeAll(async ({ browser }) => {
  inside = await openInside();
  const name = `records-curator-${MARK}`;
  const { actor, password } = await inside.makePerson(name, 'curator');
  reference = await publishRecord(inside.context, actor, {
    text: `${SECRET} said that it was on a Monday ${MARK}`,
    speaker: `Witness ${MARK}`,
    lang: 'en',
    date: '2016-12-12',
    translations: [{ lang: 'ar', text: `قال ${SECRET} إنه يوم الاثنين` }],
  });
  // Without JavaScript, where an acceptance is not held for ten seconds.
  const entered = await signedIn(browser, name, password);
  const storageState = await entered.storageState();
  await entered.close();
  curator = await (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
});
test.afterAll(async () => {
  await curator.context().close();
  await inside.close();
});

const read = async (request: APIRequestContext, path: string) => {
  const answer = await request.get(archive().url + path);
  return { status: answer.status(), text: await answer.text() };
};

test('a published error is corrected, and its old citation is still true', async ({ request }) => {
  const before = JSON.parse((await read(request, `/t/${reference}.json`)).text);
  const cited = `/t/${reference}/v/${before.fixity.sha256}`;
  await curator.goto(`${archive().url}/desk/records/${reference}`);
  await curator.getByRole('button', { name: 'Correct it' }).click();
  await curator.waitForURL(/\/desk\/items\/.*done=correction-open/);
  await expect(curator.getByText(`This corrects the published record`)).toBeVisible();
  const edit = curator.locator('#edit');
  if ((await edit.getAttribute('open')) === null) await edit.locator('summary').first().click();
  await edit.locator('input[name=date]').fill('2016-12-13');
  await edit.getByLabel('Why this is changed').fill('The thirteenth was a Tuesday');
  await edit.getByRole('button', { name: 'Save the change' }).click();
  await curator.waitForURL(/done=edited/);
  await expect(curator.locator('section.notice ins').first()).toBeVisible();
  expect((await read(request, `/t/${reference}.json`)).text).toContain('2016-12-12');
  await curator.getByLabel('On what basis').selectOption('consent');
  await curator.getByLabel('Risk to anybody in it').selectOption('ordinary');
  await curator.getByLabel('Is a minor speaking?').selectOption('no');
  await curator.locator('form.accept button').click();
  await curator.waitForURL(/done=published/);

  const now = JSON.parse((await read(request, `/t/${reference}.json`)).text);
  expect([now.version, now.date.edtf]).toEqual([2, '2016-12-13']);
  const old = await read(request, cited);
  expect(old.status).toBe(200);
  expect(old.text).toContain('12 December');
  expect(old.text).toContain('It was replaced since');
  const raw = await read(request, `/api/v1/testimonies/${reference}/versions/${before.fixity.sha256}`);
  expect(JSON.parse(raw.text)).toMatchObject({
    version: 1,
    current: false,
    form: { date: { edtf: '2016-12-12' } },
  });
});

test('an essay is written around it in rows, without JavaScript, and read', async ({ request }) => {
  const page = curator;
  await page.goto(`${archive().url}/desk/collections`);
  await page.getByLabel('Name in English').fill(`Essay ${MARK}`);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL(/\/desk\/items\//);
  const edit = page.locator('#edit');
  if ((await edit.getAttribute('open')) === null) await edit.locator('summary').first().click();
  await edit.locator('textarea[name="part.en"]').nth(0).fill(`Words of ours ${MARK}`);
  await edit.locator('input[name="part.place"]').nth(0).fill('9');
  await edit.locator('input[name="part.reference"]').nth(1).fill(reference);
  await edit.getByLabel('Why this is changed').fill('Begun');
  await edit.getByRole('button', { name: 'Save the change' }).click();
  await page.waitForURL(/done=edited/);
  await page.getByLabel('On what basis').selectOption('consent');
  await page.getByLabel('Risk to anybody in it').selectOption('ordinary');
  await page.locator('form.accept button').click();
  await page.waitForURL(/done=published/);
  const { status, text } = await read(request, `/collections/essay-${MARK}`);
  expect(status).toBe(200);
  // The row that was given the higher number comes last.
  expect(text.indexOf(`Words of ours ${MARK}`)).toBeGreaterThan(text.indexOf(reference));
});

test('a name in it is taken out of every answer, and comparing two does not bring it back', async ({
  request,
}) => {
  const { versions } = JSON.parse((await read(request, `/t/${reference}.json`)).text);
  await expect
    .poll(async () => (await read(request, `/api/v1/testimonies?q=${SECRET}`)).text, { timeout: 15_000 })
    .toContain(reference);
  await curator.goto(`${archive().url}/desk/records/${reference}`);
  await curator.getByRole('heading', { name: 'Take something out' }).click();
  const form = curator.locator('form[data-door=redact]');
  await form.getByLabel('The words, as they stand there').fill(SECRET);
  await form.getByLabel('Reason that the public may read').selectOption('at-request');
  await form.getByRole('button').click();
  await curator.waitForURL(/done=redacted/);

  const answers = [
    `/t/${reference}`,
    `/ar/t/${reference}`,
    ...['json', 'jsonld', 'txt', 'bib', 'ris', 'csl.json'].map((shape) => `/t/${reference}.${shape}`),
    `/people/witness-${MARK}`,
    `/api/v1/export?format=jsonl&speaker=witness-${MARK}`,
    `/api/v1/export?format=csv&speaker=witness-${MARK}`,
    `/feed.atom?speaker=witness-${MARK}`,
    `/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=${encodeURIComponent(`oai:${new URL(archive().url).hostname}:${reference}`)}`,
    `/api/v1/log/proof/${reference}`,
    ...versions.map(({ sha256 }: { sha256: string }) => `/t/${reference}/v/${sha256}`),
    ...versions.map(
      ({ sha256 }: { sha256: string }) => `/api/v1/testimonies/${reference}/versions/${sha256}`,
    ),
  ];
  for (const path of answers) {
    const { text } = await read(request, path);
    expect(text, path).not.toContain(SECRET);
    // A digest of the old words would confirm a guess; its own address repeats it, as any address does.
    if (!path.includes('/v')) for (const { sha256 } of versions) expect(text, path).not.toContain(sha256);
  }
  const page = await read(request, `/t/${reference}`);
  expect(page.text).toContain('[redacted] said that');
  expect(page.text).toContain('Words, where a mark stands');
  expect((await read(request, `/t/${reference}/v/${versions[0].sha256}`)).status).toBe(404);
  const found = async () => JSON.parse((await read(request, `/api/v1/testimonies?q=${SECRET}`)).text).total;
  await expect.poll(found, { timeout: 15_000 }).toBe(0);
});
