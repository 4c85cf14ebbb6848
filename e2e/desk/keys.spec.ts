import { expect, type Page, test } from '@playwright/test';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { archive } from '../support/archive';
import { takeRecoveryCode } from '../support/authenticator';
import { type Inside, openInside } from '../support/inside';
import { showPassword, showSecondFactor, signedIn } from '../support/sign-in';

const MARK = `k${Date.now().toString(36)}`;
const SPEAKER = `Keys ${MARK}`;
let inside: Inside;
const people: Record<string, { name: string; password: string }> = {};

test.beforeAll(async () => {
  inside = await openInside();
  for (const key of ['first', 'second']) {
    const name = `keys-${key}-${MARK}`;
    people[key] = { name, password: (await inside.makePerson(name, 'curator')).password };
  }
});
test.afterAll(() => inside.close());

const stage = (text: string) =>
  stageItem(inside.context, { text: `${text} ${MARK}`, speaker: SPEAKER, lang: 'en' });
const here = (path: string) => archive().url + path;

/** Presses the key that stands where `code` does, on a keyboard that writes `key` there. */
const press = (page: Page, key: string, code: string, shiftKey = false) =>
  page.evaluate(
    (init) => document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true })),
    { key, code, shiftKey },
  );

test('each key does what the help says, on an Arabic keyboard too, and nothing once they are off', async ({
  browser,
}) => {
  await stage('The first');
  await stage('The second');
  const context = await signedIn(browser, people.first!.name, people.first!.password);
  const page = await context.newPage();
  const queue = `/desk?person=${encodeURIComponent(SPEAKER)}`;
  await page.goto(here(queue));
  const person = page.getByLabel('Person');
  await page.keyboard.press('/');
  await expect(person).toBeFocused();
  // Letters that are typed are letters.
  await page.keyboard.type('jx?');
  await expect(person).toHaveValue(/jx\?/);
  await page.keyboard.press('Escape');
  await expect(person).not.toBeFocused();
  const links = page.locator('tr[data-item] td.said a');
  await expect(links).toHaveCount(2);
  for (const [key, at] of [
    ['j', 0],
    ['j', 1],
    ['j', 1],
    ['k', 0],
  ] as const) {
    await page.keyboard.press(key);
    await expect(links.nth(at)).toBeFocused();
  }
  const help = page.locator('.keys');
  await page.keyboard.press('?');
  await expect(help).toContainText('j next, k back, a accept, r return, x reject, e edit, u undo, / search');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await press(page, '؟', 'Slash', true);
  await expect(help).toBeVisible();
  await page.getByRole('button', { name: /^Keyboard/ }).click();
  await expect(help).toHaveCount(0);

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/items/**');
  const item = page.url();
  await page.keyboard.press('r');
  await expect(page.getByLabel('What is to be answered')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('x');
  await expect(page.locator('select[name=reason]')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  await expect(page.locator('#edit textarea').first()).toBeFocused();
  await page.keyboard.press('Escape');
  // An acceptance that is not whole is not sent: the browser says what is missing.
  await page.keyboard.press('a');
  await expect(page.getByLabel('On what basis')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.waitForURL((url) => url.href !== item);
  await press(page, 'ظ', 'Slash');
  await page.waitForURL(({ pathname, hash }) => pathname === '/desk' && hash === '#search');
  await expect(person).toBeFocused();

  await page.goto(here('/desk/self'));
  await page.getByRole('button', { name: 'Keys are on: switch them off' }).click();
  await page.goto(here(queue));
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  await page.keyboard.press('j');
  await expect(help).toHaveCount(0);
  await expect(page.locator('body')).toBeFocused();
  await page.goto(here('/desk/self'));
  await page.getByRole('button', { name: 'Keys are off: switch them on' }).click();
  await page.keyboard.press('?');
  await expect(help).toBeVisible();
  await context.close();
});

test('what one person left behind in a browser is neither shown nor sent as the next one’s', async ({
  browser,
}) => {
  const id = await stage('Accepted on leaving');
  const context = await signedIn(browser, people.first!.name, people.first!.password);
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(here(`/desk/items/${id}`));
  const question = page.getByLabel('What is to be answered');
  await page.locator('summary', { hasText: 'Return with a question' }).click();
  await question.fill('A word of the first');
  // A window that was closed, or a line that dropped, has lost nothing.
  await page.reload();
  await expect(question).toHaveValue('A word of the first');
  await page.getByLabel('On what basis').selectOption('consent');
  await page.getByLabel('Risk to anybody in it').selectOption('ordinary');
  await page.getByLabel('Is a minor speaking?').selectOption('no');
  await page.locator('form.accept button').click();
  await expect(page.getByRole('button', { name: /Undo/ })).toBeVisible();
  // The session ends, and somebody else signs in in the same window.
  await inside.context.db.session.updateMany({
    where: { user: { name: people.first!.name } },
    data: { revokedAt: new Date() },
  });
  await page.goto(here('/signin'));
  await showPassword(page, people.second!.name, people.second!.password);
  await showSecondFactor(page, people.second!.name);
  await page.waitForURL('**/desk**');
  await page.clock.runFor(15_000);
  await page.goto(here(`/desk/items/${id}`));
  await page.clock.runFor(5_000);
  await expect(page.locator('.who')).toContainText(people.second!.name);
  await expect(question).toHaveValue('');
  expect(await inside.context.db.reviewDecision.count({ where: { itemId: id } })).toBe(0);
  await context.close();
});

test('a recovery code opens the desk once, and a session is ended from another', async ({ browser }) => {
  const { name, password } = people.first!;
  const elsewhere = await signedIn(browser, name, password);
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const enter = async (code: string) => {
    await page.goto(here('/signin'));
    await showPassword(page, name, password);
    await page.getByText('The device is not at hand').click();
    await page.getByLabel('Recovery code').fill(code);
    await page.getByRole('button', { name: 'Sign in', exact: true }).last().click();
  };
  const code = await takeRecoveryCode(name);
  await enter(code);
  await page.waitForURL('**/desk**');
  await expect(page.getByRole('status').first()).toContainText('recovery code, which is used up');
  await page.goto(here('/desk/self'));
  const sessions = page.locator('section[aria-labelledby=sessions] li');
  const open = await sessions.count();
  expect(open).toBeGreaterThan(1);
  while ((await sessions.count()) > 1) {
    const left = await sessions.count();
    await sessions.getByRole('button', { name: 'End it' }).first().click();
    await expect(page.getByRole('status').first()).toContainText('That session has ended');
    await expect(sessions).toHaveCount(left - 1);
  }
  expect((await elsewhere.request.get(here('/desk'), { maxRedirects: 0 })).status()).toBe(307);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await enter(code);
  await expect(page.getByRole('alert')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/signin/second-factor');
  await elsewhere.close();
  await page.context().close();
});
