import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { archive } from '../support/archive';
import { type Inside, openInside } from '../support/inside';
import { publishRecord } from '../support/publish-record';
import { signedIn } from '../support/sign-in';

const MARK = `r${Date.now().toString(36)}`;
const SECRET = `Hiddenname${MARK}`;
let inside: Inside;
let curator: Page;
/** Two administrators, in browsers without JavaScript. */
let first: Page;
let second: Page;
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
  const enter = async (who: string, secret: string) => {
    const entered = await signedIn(browser, who, secret);
    const storageState = await entered.storageState();
    await entered.close();
    return (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
  };
  curator = await enter(name, password);
  const administrator = async (nth: string) => {
    const who = `records-${nth}-${MARK}`;
    return enter(who, (await inside.makePerson(who, 'administrator')).password);
  };
  [first, second] = [await administrator('first'), await administrator('second')];
});
test.afterAll(async () => {
  for (const page of [curator, first, second]) await page.context().close();
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
    .poll(async () => (await read(request, `/api/v1/testimonies?q=${SECRET}`)).text, { timeout: 60_000 })
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
  await expect.poll(found, { timeout: 60_000 }).toBe(0);
});

test('one of two places is taken out of it, and another testimony is related to it from here', async ({
  request,
}) => {
  const { id } = await inside.context.db.user.findFirstOrThrow({
    where: { name: `records-curator-${MARK}` },
  });
  const actor = { type: 'user', id, name: `records-curator-${MARK}`, role: 'curator' } as const;
  const other = await publishRecord(inside.context, actor, {
    text: `Cellar${MARK} was full. We left Cellar${MARK} at night.`,
    speaker: `Neighbour ${MARK}`,
  });
  await curator.goto(`${archive().url}/desk/records/${other}`);
  await curator.getByRole('heading', { name: 'Take something out' }).click();
  const form = curator.locator('form[data-span]');
  await form.getByLabel('The words at this place').fill(`cellar${MARK}`);
  await form.getByLabel('Reason that the public may read').selectOption('at-request');
  await form.getByRole('button').click();
  await curator.waitForURL(/refused=no-such-place/);
  await expect(curator.getByText('stand 2 times in “text”')).toBeVisible();
  await form.getByLabel('Which of them').fill('2');
  await form.getByRole('button').click();
  await curator.waitForURL(/done=redacted/);
  const shown = JSON.parse((await read(request, `/t/${other}.json`)).text);
  expect(shown.text).toBe(`Cellar${MARK} was full. We left [redacted] at night.`);

  await curator.getByText('Add a link').click();
  const link = curator.locator('form[data-door=link]');
  await link.getByLabel('Which way').selectOption('in');
  await link.getByLabel('Its reference').fill(reference);
  await link.getByLabel('Why they stand beside each other').fill('The same night');
  await link.getByLabel('Why (for the history)').fill('Both tell of it');
  await link.getByRole('button').click();
  await curator.waitForURL(/\/desk\/items\/.*done=link-proposed/);
  await expect(curator.getByText('This corrects the published record')).toContainText(reference);
  await curator.getByLabel('On what basis').selectOption('consent');
  await curator.getByLabel('Risk to anybody in it').selectOption('ordinary');
  await curator.getByLabel('Is a minor speaking?').selectOption('no');
  await curator.locator('form.accept button').click();
  await curator.waitForURL(/done=published/);
  await curator.goto(`${archive().url}/desk/records/${other}`);
  const links = curator.locator('section[aria-labelledby=links]');
  await expect(links.getByText('The same night')).toBeVisible();
  expect((await read(request, `/t/${other}`)).text).toContain('The same night');
});

test('a speaker’s name is protected by one and shown again by two, on every page of theirs', async ({
  request,
}) => {
  const told = new RegExp(`Witness.?${MARK}`, 'i');
  const surfaces = [`/t/${reference}`, `/ar/t/${reference}`, `/t/${reference}.json`, '/people'];
  expect((await read(request, `/people/witness-${MARK}`)).status).toBe(200);
  await curator.goto(`${archive().url}/desk/records/${reference}`);
  await curator.getByRole('button', { name: 'Protect the name' }).click();
  await curator.waitForURL(/done=name-protected/);
  expect((await read(request, `/people/witness-${MARK}`)).status).toBe(404);
  for (const path of surfaces) expect((await read(request, path)).text, path).not.toMatch(told);

  await first.goto(`${archive().url}/desk/records/${reference}`);
  const ask = first.locator('form[data-door=ask-reveal]');
  await ask.getByLabel('Why').fill('She agreed');
  await ask.getByRole('button').click();
  await first.waitForURL(/done=reveal-asked/);
  for (const path of surfaces) expect((await read(request, path)).text, path).not.toMatch(told);
  await second.goto(`${archive().url}/desk/records/${reference}`);
  await second.getByRole('button', { name: 'Confirm, and show the name again' }).click();
  await second.waitForURL(/done=name-revealed/);
  for (const path of surfaces) expect((await read(request, path)).text, path).toMatch(told);
});

test('a record is erased at the desk by two, and only a tombstone stays', async ({ request }) => {
  await first.goto(`${archive().url}/desk/records/${reference}`);
  await first.getByRole('heading', { name: 'Erase it' }).click();
  const ask = first.locator('form[data-door=ask-erase]');
  await ask.getByLabel('Why').fill('She asked for it');
  await ask.getByRole('button').click();
  await first.waitForURL(/done=erase-asked/);
  expect((await read(request, `/t/${reference}`)).status).toBe(200);
  await second.goto(`${archive().url}/desk/records/${reference}`);
  const confirm = second.locator('form[data-door=confirm-erase]');
  await confirm.getByLabel('Reason that the public may read').selectOption('at-request');
  await confirm.getByLabel('Its reference, typed').fill('another');
  await confirm.getByRole('button').click();
  await second.waitForURL(/refused=not-confirmed/);
  await confirm.getByLabel('Reason that the public may read').selectOption('at-request');
  await confirm.getByLabel('Its reference, typed').fill(reference);
  await confirm.getByRole('button').click();
  await second.waitForURL(/done=erased/);
  const { status, text } = await read(request, `/t/${reference}`);
  expect(status).toBe(410);
  expect(text).not.toContain(MARK);
  expect(await inside.context.db.testimony.findUnique({ where: { reference } })).toBeNull();
});
