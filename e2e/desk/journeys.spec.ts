import { expect, type Page, test } from '@playwright/test';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { archive } from '../support/archive';
import { type Inside, openInside } from '../support/inside';
import { showPassword, showSecondFactor, signedIn } from '../support/sign-in';

const MARK = `j${Date.now().toString(36)}`;
const ITEMS = process.env.SAWT_TEST_SIZE === 'long' ? 50 : 3;
let inside: Inside;
const people: Record<string, { name: string; password: string }> = {};

test.beforeAll(async () => {
  inside = await openInside();
  for (const [key, role] of [
    ['archivist', 'archivist'],
    ['curator', 'curator'],
    ['admin', 'administrator'],
  ] as const) {
    const name = `journeys-${key}-${MARK}`;
    people[key] = { name, password: (await inside.makePerson(name, role)).password };
  }
});
test.afterAll(() => inside.close());

const stage = (text: string, more: Record<string, unknown> = {}) =>
  stageItem(inside.context, { text: `${text} ${MARK}`, speaker: `Speaker ${MARK}`, lang: 'en', ...more });
const stateOf = async (id: string) =>
  (await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id } })).state;

async function enter(browser: Parameters<typeof signedIn>[0], who: string): Promise<Page> {
  const context = await signedIn(browser, people[who]!.name, people[who]!.password);
  return context.newPage();
}

test('a row of items is decided at the keyboard alone, and a slip is taken back', async ({ browser }) => {
  test.setTimeout(60_000 + ITEMS * 15_000);
  const ids: string[] = [];
  for (let n = 0; n < ITEMS; n += 1) ids.push(await stage(`At the keyboard ${n}`));
  const page = await enter(browser, 'curator');
  await page.goto(`${archive().url}/desk?person=${encodeURIComponent(`Speaker ${MARK}`)}`);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/items/**');
  for (let n = 0; n < ITEMS; n += 1) {
    const here = page.url();
    await page.keyboard.press('x');
    await expect(page.locator('select[name=reason]')).toBeFocused();
    await page.locator('select[name=reason]').selectOption('out-of-scope');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.href !== here && url.searchParams.get('done') === 'rejected');
  }
  for (const id of ids.slice(0, -1)) expect(await stateOf(id)).toBe('rejected');
  await page.keyboard.press('u');
  await page.waitForURL(/done=undone/);
  expect(await stateOf(ids.at(-1)!)).toBe('waiting');
  await page.context().close();
});

test('an acceptance is held for ten seconds while one goes on, can be taken back, and a dropped line sends it once', async ({
  browser,
}) => {
  const id = await stage('Nearly published');
  const page = await enter(browser, 'curator');
  await page.clock.install();
  const undo = page.getByRole('button', { name: /Undo/ });
  const here = new RegExp(id);
  await page.goto(`${archive().url}/desk/items/${id}`);
  await page.getByLabel('On what basis').selectOption('consent');
  await page.getByLabel('Risk to anybody in it').selectOption('ordinary');
  await page.getByLabel('Is a minor speaking?').selectOption('no');
  await page.locator('h1').click();
  await page.keyboard.press('a');
  await expect(page).not.toHaveURL(here);
  await expect(undo).toBeVisible();
  await page.keyboard.press('u');
  await expect(page).toHaveURL(here);
  await page.clock.runFor(12_000);
  expect(await stateOf(id)).toBe('waiting');

  // The button waits as the key does; what was chosen is still there.
  await page.getByRole('button', { name: 'Accept and publish' }).click();
  await expect(page).not.toHaveURL(here);
  await expect(undo).toBeVisible();
  await page.clock.runFor(8_000);
  expect(await stateOf(id)).toBe('waiting');
  await page.context().setOffline(true);
  await page.clock.runFor(3_000);
  await expect(page.getByText('there is no connection')).toBeVisible();
  await page.context().setOffline(false);
  await page.clock.runFor(7_000);
  await expect.poll(() => stateOf(id)).toBe('accepted');
  await page.clock.runFor(7_000);
  expect(await inside.context.db.reviewDecision.count({ where: { itemId: id } })).toBe(1);
  await page.context().close();
});

test('what was typed when the session ended is there after signing in again, without JavaScript', async ({
  browser,
}) => {
  const id = await stage('A question in the night');
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const open = async () => {
    await showPassword(page, people.curator!.name, people.curator!.password);
    await showSecondFactor(page, people.curator!.name);
  };
  await page.goto(`${archive().url}/desk/items/${id}`);
  await open();
  await page.locator('summary', { hasText: 'Return with a question' }).click();
  await page.getByLabel('What is to be answered').fill('Which street was it, and who told you?');
  await inside.context.db.session.updateMany({
    where: { user: { name: people.curator!.name } },
    data: { revokedAt: new Date() },
  });
  await page.getByRole('button', { name: 'Return with a question' }).click();
  await page.waitForURL('**/signin**');
  expect(await stateOf(id)).toBe('waiting');
  await open();
  await expect(page.getByLabel('What is to be answered')).toHaveValue(
    'Which street was it, and who told you?',
  );
  await page.getByRole('button', { name: 'Return with a question' }).click();
  await page.waitForURL(/done=returned/);
  expect(await stateOf(id)).toBe('returned');
  await context.close();
});

test('an archivist corrects a record, the curator who looked at the old one is shown what changed', async ({
  browser,
}) => {
  const id = await stage('Before the correction', { date: '2016-12-13' });
  const curator = await enter(browser, 'curator');
  await curator.goto(`${archive().url}/desk/items/${id}`);
  const archivist = await enter(browser, 'archivist');
  await archivist.goto(`${archive().url}/desk/items/${id}`);
  await archivist.locator('#edit > summary').click();
  await archivist.locator('#edit textarea[name=text]').fill(`After the correction ${MARK}`);
  await archivist.getByLabel('Why this is changed').fill('The archived post says so');
  await archivist.getByRole('button', { name: 'Save the change' }).click();
  await archivist.waitForURL(/done=edited/);
  await curator.locator('summary', { hasText: 'Reject' }).click();
  await curator.locator('select[name=reason]').selectOption('forged');
  await curator.getByRole('button', { name: 'Reject' }).click();
  await expect(curator.getByRole('alert')).toContainText('Somebody changed this');
  await expect(curator.locator('del').first()).toContainText('Before');
  await expect(curator.locator('ins').first()).toContainText('After');
  expect(await stateOf(id)).toBe('waiting');
  await curator.context().close();
  await archivist.context().close();
});

test('a withdrawal is undone by two administrators, never by one', async ({ browser, request }) => {
  const id = await stage('Withdrawn and given back');
  const page = await enter(browser, 'admin');
  await page.goto(`${archive().url}/desk/items/${id}`);
  await page.getByLabel('On what basis').selectOption('consent');
  await page.getByLabel('Risk to anybody in it').selectOption('ordinary');
  await page.getByLabel('Is a minor speaking?').selectOption('no');
  await page.clock.install();
  await page.locator('form.accept button').click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await page.clock.runFor(11_000);
  await expect.poll(() => stateOf(id)).toBe('accepted');
  const { testimony } = await inside.context.db.stagedItem.findUniqueOrThrow({
    where: { id },
    include: { testimony: true },
  });
  const record = `${archive().url}/desk/records/${testimony!.reference}`;
  const publicPage = `${archive().url}/t/${testimony!.reference}`;
  await page.goto(record);
  await page
    .locator('form[data-door=withdraw]')
    .getByLabel('Reason that the public may read')
    .selectOption('at-request');
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.waitForURL(/done=withdrawn/);
  expect((await request.get(publicPage)).status()).toBe(410);
  await page.locator('form[action$="/ask-restore"]').getByLabel('Why').fill('It was the wrong one');
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await page.waitForURL(/done=restore-asked/);
  await expect(page.getByRole('button', { name: 'Confirm, and publish again' })).toHaveCount(0);
  expect((await request.get(publicPage)).status()).toBe(410);
  const { name, password } = archive().signIn;
  const second = await (await signedIn(browser, name, password)).newPage();
  await second.goto(record);
  await second.getByRole('button', { name: 'Confirm, and publish again' }).click();
  await second.waitForURL(/done=restored/);
  expect((await request.get(publicPage)).status()).toBe(200);
  await page.context().close();
  await second.context().close();
});

test('the first day of an archivist: invited, brings in a file, is asked about a line of it, and answers', async ({
  browser,
  page,
}) => {
  const { name, password } = archive().signIn;
  const admin = await (await signedIn(browser, name, password)).newPage();
  await admin.goto(`${archive().url}/desk/accounts`);
  const fresh = `invited-${MARK}`;
  await admin.getByLabel('Name').fill(fresh);
  await admin.getByRole('button', { name: 'Make the account' }).click();
  const invitation = await admin.locator('.notice code', { hasText: fresh }).innerText();
  await page.goto(invitation);
  await page.getByLabel('Password').fill('four words of my own');
  await page.getByRole('button', { name: 'Set it' }).click();
  await page.getByLabel('Name').fill(fresh);
  await page.getByLabel('Password').fill('four words of my own');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/desk');

  // By its number it was made in the first second of 13 December, in UTC.
  const row = `"On the first day ${MARK}",A neighbour,2016-12-14T02:00:00+02:00,en,twitter,808461429765046272\n`;
  await page.getByRole('link', { name: 'Accessions' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'first.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`text,speaker,date,lang,platform,platformId\n${row}`),
  });
  await page.getByRole('button', { name: 'Import' }).click();
  await page.waitForURL(/done=imported/);
  await page.getByRole('link', { name: 'Its items' }).click();
  await page.getByText(`On the first day ${MARK}`).click();
  await expect(page.getByText('A curator decides about this. You may edit it and hold it.')).toBeVisible();
  await expect(page.locator('form.accept')).toHaveCount(0);
  const item = page.url();
  await expect(page.locator('.suggestions')).toContainText(
    /Stated: \W?2016-12-14T02:00:00\+02:00\W?\. By its number: \W?2016-12-13T00:00:00Z/,
  );
  await page.getByRole('button', { name: 'Take over “\u20682016-12-13T00:00:00Z\u2069”' }).click();
  await page.waitForURL(/done=edited/);
  await expect(page.locator('.fields').first()).toContainText('13 December 2016, 02:00:00');
  const curator = await enter(browser, 'curator');
  await curator.goto(item);
  await curator.locator('summary', { hasText: 'Return with a question' }).click();
  await curator.getByLabel('What is to be answered').fill('Which street was it?');
  await curator.getByRole('button', { name: 'Return with a question' }).click();
  await curator.waitForURL(/done=returned/);

  await page.goto(`${archive().url}/desk?view=returned`);
  await page.getByText(`On the first day ${MARK}`).click();
  await expect(page.locator('blockquote.question')).toContainText('Which street was it?');
  await page.getByRole('button', { name: 'Hold for me' }).click();
  await page.waitForURL(/done=claimed/);
  await page.locator('#edit > summary').click();
  await page.locator('#edit textarea[name=note]').fill('The neighbour says: the street of the bakery');
  await page.getByLabel('Why this is changed').fill('The street, as asked');
  await page.getByRole('button', { name: 'Save the change' }).click();
  await page.waitForURL(/done=edited/);
  // Held by another, who has answered: the curator is told so, and decides once it is let go.
  await curator.goto(item);
  await expect(curator.getByText(/^Held by/).first()).toContainText(fresh);
  await page.getByRole('button', { name: 'Let go' }).click();
  await page.waitForURL(/done=released/);
  await curator.goto(item);
  await curator.locator('summary', { hasText: 'Escalate' }).click();
  await curator.getByLabel('What another should look at').fill('Is the street named by others?');
  await curator.getByRole('button', { name: 'Escalate' }).click();
  await curator.waitForURL(/done=escalated/);
  await curator.goto(`${archive().url}/desk?view=escalated`);
  await expect(curator.getByRole('link', { name: `On the first day ${MARK}` })).toBeVisible();

  await page.goto(invitation);
  await expect(page.getByText('was used or has run out')).toBeVisible();
  await curator.context().close();
  await admin.context().close();
});

test('several are decided together but for an exception, as the preview said, and the log says who did it', async ({
  browser,
}) => {
  const speaker = `Together ${MARK}`;
  const stageOf = (text: string, more = {}) =>
    stageItem(inside.context, { text: `${text} ${MARK}`, speaker, lang: 'en', ...more });
  const ids = {
    plain: await stageOf('An ordinary one'),
    child: await stageOf('One of a child', { minor: true }),
    excepted: await stageOf('One to look at again'),
    changed: await stageOf('One that is changed meanwhile'),
  };
  const entered = await signedIn(browser, people.curator!.name, people.curator!.password);
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await entered.storageState(),
  });
  await entered.close();
  const page = await context.newPage();
  await page.goto(`${archive().url}/desk?person=${encodeURIComponent(speaker)}`);
  for (const box of await page.locator('input[name=item]').all()) await box.check();
  await page.getByRole('button', { name: 'Decide about the selected ones together' }).click();
  await page.getByLabel('Decision for all of them').selectOption('accept');
  await page.getByLabel('On what basis').selectOption('consent');
  await page.getByLabel('Risk to anybody in it').selectOption('ordinary');
  await page.getByLabel('Is a minor speaking?').selectOption('no');
  await page.getByRole('button', { name: 'Preview' }).click();
  const row = (text: string) => page.locator('tr', { hasText: `${text} ${MARK}` });
  await expect(row('An ordinary one')).toContainText('is published');
  await expect(row('One of a child')).toContainText('waits for a second person');
  for (const id of Object.values(ids)) expect(await stateOf(id)).toBe('waiting');
  await row('One to look at again').locator('input[type=checkbox]').uncheck();
  await inside.context.db.stagedItem.update({ where: { id: ids.changed }, data: { version: 2 } });
  await page.getByRole('button', { name: 'Do it for 4 items' }).click();
  await expect(page.getByText('2 were done, 1 was left as it was')).toBeVisible();
  expect(await Promise.all(Object.values(ids).map(stateOf))).toEqual([
    'accepted',
    'escalated',
    'waiting',
    'waiting',
  ]);

  await page.goto(`${archive().url}/desk/log?type=decided&who=${people.curator!.name}`);
  await expect(page.locator('tbody tr').first()).toContainText(people.curator!.name);
  const taken = await page.request.get(
    new URL((await page.getByRole('link', { name: /CSV/ }).getAttribute('href'))!, archive().url).href,
  );
  const lines = (await taken.text()).trimEnd().split('\n');
  expect(lines[0]).toBe('when,who,role,what,kind,about,details');
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines.slice(1))
    expect(line).toMatch(new RegExp(`^[^,]+,${people.curator!.name},curator,decided,`));
  await context.close();
});

test('a stranger proposes a testimony without JavaScript and looks up its fate', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${archive().url}/ar/submit`);
  await page.locator('textarea[name=text]').fill(`كلمات من الخارج ${MARK}`);
  await page.locator('input[name=speaker]').fill('جارة');
  await page.locator('textarea[name=how]').fill('سمعتها بنفسي');
  await page.locator('form[action$="/submit/send"] button').click();
  await page.waitForURL('**/ar/submit/receipt**');
  await expect(page.getByRole('status')).toContainText('ينتظر');
  const item = await inside.context.db.stagedItem.findFirstOrThrow({
    where: { proposal: { path: ['text'], equals: `كلمات من الخارج ${MARK}` } },
  });
  expect(item.state).toBe('waiting');
  expect(await context.cookies()).toEqual([]);
  await context.close();
});
