import { type APIRequestContext, expect, test } from '@playwright/test';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { DOORS, NOBODY, WITHOUT_FIELDS } from '@/lib/web/testing/doors';
import { archive } from '../support/archive';
import { eightAtOnce } from '../support/eight-at-once';
import { builtHandlers, builtRoutes, type Inside, openInside } from '../support/inside';
import { rawRequest } from '../support/raw-request';
import { showPassword, signedIn, signIn } from '../support/sign-in';
import { visitorOf } from '../support/visitor';

// That no address takes a form from another site is tried in security/origin.spec.ts.
const MARK = `d${Date.now().toString(36)}`;
let inside: Inside;
let archivist: { name: string; password: string };
let curator: { name: string; password: string };

test.beforeAll(async () => {
  inside = await openInside();
  [archivist, curator] = [await make('archivist'), await make('curator')];
});
test.afterAll(() => inside.close());

async function make(role: 'archivist' | 'curator', word = 'doors') {
  const name = `${word}-${role}-${MARK}`;
  return { name, password: (await inside.makePerson(name, role)).password };
}

/** Addresses of everything built that takes what people send, with made-up names in them. */
async function doors(): Promise<string[]> {
  const routes = await builtRoutes();
  return routes
    .filter((route) => /^\/(\[lang\]\/(desk|signin|submit|report)|api\/auth)/.test(route))
    .map(filled);
}

function filled(route: string): string {
  return route
    .replace('/[lang]', '')
    .replace('[...nextauth]', 'callback/credentials')
    .replace('[id]', NOBODY)
    .replace('[reference]', '0000000000')
    .replace(/\[\w+\]/g, 'nobody');
}

function post(
  request: APIRequestContext,
  path: string,
  form: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const { url } = archive();
  const own = { origin: url, accept: 'application/json' };
  // A connection that was kept may be closed at the very moment it is used again.
  return request.post(url + path, {
    form,
    headers: { ...own, ...headers },
    maxRedirects: 0,
    maxRetries: 3,
  });
}

test('no door of the desk does anything for somebody who is not signed in', async ({ request }) => {
  const desk = (await doors()).filter((one) => one.startsWith('/desk/'));
  await eightAtOnce(desk, async (path) => {
    const answer = await post(request, path);
    // Pages take no form at all; signing out twice is harmless.
    const expected = path === '/desk/sign-out' ? [303] : [401, 405, 200, 307];
    expect(expected, `${path} ${answer.status()}`).toContain(answer.status());
    if (answer.status() === 200) expect(await answer.text()).not.toContain('sign-out');
  });
});

/** The doors of the desk that somebody with less than this role must not get through. */
const forMoreThan = (role: 'archivist' | 'curator') =>
  Object.entries(DOORS).filter(
    ([, { least }]) => least === 'administrator' || (role === 'archivist' && least === 'curator'),
  );
/** What takes no form, and only reads. */
const ONLY_READ = ['/desk/date', '/desk/log/export', '/desk/originals/[id]'];
const atTheDesk = (all: readonly string[]) => all.filter((route) => route.startsWith('/desk/'));

test('nobody may do anything at a door of the build that is for more than they are', async ({ browser }) => {
  // A new door must be put into the table.
  const built = (await builtHandlers()).map((route) => route.replace('/[lang]', ''));
  const known = [...Object.keys(DOORS), ...WITHOUT_FIELDS, ...ONLY_READ];
  expect(built.filter((route) => /^\/(desk|signin|submit|report)\//.test(route))).toEqual(known.sort());
  const id = await stageItem(inside.context, { text: `An archivist’s try ${MARK}`, speaker: 'A neighbour' });
  for (const [role, { name, password }] of [
    ['archivist', archivist],
    ['curator', curator],
  ] as const) {
    const context = await signedIn(browser, name, password);
    const before = await inside.context.db.custodyEvent.count();
    expect(forMoreThan(role).length).toBeGreaterThan(12);
    await eightAtOnce(forMoreThan(role), async ([route, { form }]) => {
      const path = filled(route).replace(NOBODY, route.includes('/items/') ? id : NOBODY);
      const answer = await post(context.request, path, form);
      expect([role, path, answer.status()]).toEqual([role, path, 403]);
    });
    const accounts = await context.request.get(`${archive().url}/desk/accounts`);
    expect(accounts.status()).toBe(404);
    expect(await accounts.text()).not.toContain(archive().signIn.name);
    expect(await inside.context.db.custodyEvent.count(), 'nothing was done').toBe(before);
    await context.close();
  }
});

test('a stale version, a second sending and fields that are not the form’s change nothing', async ({
  browser,
}) => {
  const id = await stageItem(inside.context, {
    text: `Seen before it changed ${MARK}`,
    speaker: 'A neighbour',
  });
  const context = await signedIn(browser, curator.name, curator.password);
  // Every door of the table that is told which version was seen.
  const versioned = Object.entries(DOORS).filter(([, { fields }]) => fields.includes('version'));
  expect(versioned).toHaveLength(5);
  for (const [route, { form }] of versioned) {
    const path = filled(route).replace(NOBODY, id);
    const answer = await post(context.request, path, { ...form, text: 'other words', version: '9' });
    expect([route, answer.status(), (await answer.json()).reason]).toEqual([route, 409, 'stale-version']);
  }
  const many = { ...DOORS['/desk/bulk/decide']!.form, requestKey: crypto.randomUUID(), chosen: `${id} 9` };
  const left = await post(context.request, '/desk/bulk/decide', many);
  expect((await left.json()).value).toMatchObject({ done: 0, left: 1 });

  const form = {
    version: '1',
    note: 'Which street?',
    requestKey: crypto.randomUUID(),
    state: 'accepted',
    decidedBy: NOBODY,
    firstApproverId: NOBODY,
  };
  expect((await post(context.request, `/desk/items/${id}/return`, form)).status()).toBe(200);
  expect((await post(context.request, `/desk/items/${id}/return`, form)).status()).toBe(200);
  const item = await inside.context.db.stagedItem.findUniqueOrThrow({
    where: { id },
    include: { decisions: true },
  });
  expect(item).toMatchObject({ state: 'returned', firstApproverId: null, version: 2 });
  expect(item.decisions).toHaveLength(1);
  await context.close();
});

test('a stolen password alone opens no page of the desk and no door', async ({ browser }) => {
  const admin = archive().signIn;
  await (await signedIn(browser, admin.name, admin.password)).close();
  for (const { name, password } of [admin, await make('curator', 'never-enrolled')]) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${archive().url}/signin`);
    await showPassword(page, name, password);
    expect(page.url()).toContain('/signin/second-factor');
    const desk = (await doors()).filter((one) => one.startsWith('/desk'));
    await eightAtOnce(desk, async (path) => {
      const read = await context.request.get(archive().url + path, { maxRedirects: 0 });
      // What takes forms alone has nothing to show; pages lead to the code; downloads refuse.
      expect([303, 307, 401, 404, 405], `${path} ${read.status()}`).toContain(read.status());
      expect(await read.text(), path).not.toContain('desk-head');
      if (read.status() === 307) expect(read.headers().location, path).toContain('/signin/second-factor');
      if (path === '/desk/sign-out') return;
      const sent = await post(context.request, path);
      expect([401, 405, 307], `${path} ${sent.status()}`).toContain(sent.status());
    });
    await context.close();
  }
});

test('the old cookie is refused after signing out, at every door that the build lists', async ({
  browser,
}) => {
  const context = await signedIn(browser, curator.name, curator.password);
  const cookies = await context.cookies();
  const out = await post(context.request, '/desk/sign-out');
  expect(out.status()).toBe(303);
  await context.addCookies(cookies);
  const desk = await context.request.get(`${archive().url}/desk`, { maxRedirects: 0 });
  expect(desk.status()).toBe(307);
  expect(desk.headers().location).toContain('/signin');
  await eightAtOnce(atTheDesk(Object.keys(DOORS)), async (route) => {
    const answer = await post(context.request, filled(route), DOORS[route]!.form);
    expect([route, answer.status()]).toEqual([route, 401]);
  });
  await context.close();
});

test('whoever signs in ends the session that the same browser had, whosever it was', async () => {
  const visitor = visitorOf(archive().url);
  const statusWith = async (cookie: string) =>
    (await rawRequest(archive().url, '/desk', { headers: { cookie } })).status;
  const first = await inside.cookieOf(curator, visitor);
  expect(await statusWith(first)).toBe(200);
  const elsewhere = await inside.cookieOf(curator);
  const next = await inside.cookieOf(archivist, visitor);
  expect(await statusWith(next)).toBe(200);
  expect(await statusWith(first), 'nobody could sign out of it any more').toBe(307);
  expect(await statusWith(elsewhere), 'their other browser is left alone').toBe(200);
});

test('a session that has run out opens no door, and one that is old none that changes people or erases', async ({
  browser,
}) => {
  const admin = archive().signIn;
  const context = await signedIn(browser, admin.name, admin.password);
  const mine = { user: { name: admin.name }, revokedAt: null };
  const hours = (many: number) => new Date(Date.now() + many * 3_600_000);
  await inside.context.db.session.updateMany({ where: mine, data: { createdAt: hours(-1) } });
  const before = await inside.context.db.custodyEvent.count();
  const fresh = atTheDesk(Object.keys(DOORS)).filter((route) =>
    /\/accounts\/|-erase$|\/second-factor\/|\/passkeys\/(add|begin)$/.test(route),
  );
  expect(fresh).toHaveLength(12);
  for (const route of fresh) {
    const answer = await post(context.request, filled(route), DOORS[route]!.form);
    expect([route, answer.status(), await answer.json()]).toMatchObject([route, 401, { reason: 'sign-in' }]);
  }
  await inside.context.db.session.updateMany({ where: mine, data: { expiresAt: hours(-0.01) } });
  await eightAtOnce(atTheDesk(Object.keys(DOORS)), async (route) => {
    const answer = await post(context.request, filled(route), DOORS[route]!.form);
    expect([route, answer.status()]).toEqual([route, 401]);
  });
  for (const path of ['/desk/log/export', `/desk/originals/${NOBODY}`]) {
    expect((await context.request.get(archive().url + path)).status(), path).toBe(401);
  }
  expect(await inside.context.db.custodyEvent.count(), 'nothing was done').toBe(before);
  await context.close();
});

test('what a form says of who, what and how it ends counts nothing where it is not the form’s own', async ({
  browser,
}) => {
  const context = await signedIn(browser, archive().signIn.name, archive().signIn.password);
  const foreign = {
    ...{ state: 'accepted', status: 'published', minor: 'no', risk: 'ordinary', basis: 'consent' },
    ...{ reference: '7777777777', version: '7', decidedById: NOBODY, firstApproverId: NOBODY, id: NOBODY },
    ...{ role: 'administrator', disabled: 'false', userId: NOBODY, platform: 'twitter', platformId: '1' },
  };
  const words = `Said with more than was asked ${MARK}`;
  const proposal = { text: words, speaker: 'A neighbour', how: 'By hand' };
  expect((await post(context.request, '/submit/send', { ...foreign, ...proposal })).status()).toBe(201);
  const proposed = await inside.context.db.stagedItem.findFirstOrThrow({
    where: { proposal: { path: ['text'], equals: words } },
  });
  expect(proposed).toMatchObject({ state: 'waiting', version: 1, testimonyId: null, firstApproverId: null });
  expect(proposed).toMatchObject({ minor: null, platform: null, duplicateKey: null, claimedById: null });

  const target = await make('archivist', 'foreign');
  const account = `/desk/accounts/${target.name}`;
  for (const door of ['disable', 'reset', 'enable']) {
    expect((await post(context.request, `${account}/${door}`, foreign)).status(), door).toBe(200);
    const row = await inside.context.db.user.findUniqueOrThrow({ where: { name: target.name } });
    expect([door, row.role, row.disabled]).toEqual([door, 'archivist', door !== 'enable']);
  }
  const added = { name: `added-${MARK}`, role: 'archivist' };
  expect((await post(context.request, '/desk/accounts/add', { ...foreign, ...added })).status()).toBe(200);
  expect(await inside.context.db.user.findUniqueOrThrow({ where: { name: added.name } })).toMatchObject({
    role: 'archivist',
    disabled: false,
  });
  for (const door of ['claim', 'edit', 'escalate'] as const) {
    const version = String(
      (await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id: proposed.id } })).version,
    );
    const form = { ...DOORS[`/desk/items/[id]/${door}`]!.form, version, text: `${words} ${door}` };
    const { minor: _, platform: __, platformId: ___, ...unread } = foreign;
    const answer = await post(context.request, `/desk/items/${proposed.id}/${door}`, { ...unread, ...form });
    expect([door, answer.status(), await answer.text()]).toMatchObject([door, 200, /ok/]);
    const row = await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id: proposed.id } });
    const state = door === 'escalate' ? 'escalated' : 'waiting';
    expect(row).toMatchObject({ state, testimonyId: null, firstApproverId: null, minor: null });
  }
  // Even a whole record says nothing of which post it is.
  const { version } = await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id: proposed.id } });
  const record = JSON.stringify({ text: `${words} again`, reference: '7777777777', id: 'x', kind: 'video' });
  const edited = await post(context.request, `/desk/items/${proposed.id}/edit`, {
    version: String(version),
    why: 'why',
    record,
  });
  expect(edited.status(), await edited.text()).toBe(200);
  const row = await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id: proposed.id } });
  expect(row.proposal).toMatchObject({ kind: 'post', reference: null, text: `${words} again` });
  await context.close();
});

test('signing in leads to the desk alone, never to another site', async ({ page }) => {
  const elsewhere = '/signin?callbackUrl=https%3A%2F%2Felsewhere.example%2Fdesk';
  await signIn(page, curator.name, curator.password, elsewhere);
  await page.waitForURL('**/desk**');
  expect(new URL(page.url()).origin).toBe(archive().url);
});

test('desk pages are kept nowhere, found by no search engine, and run no inline script', async ({
  browser,
}) => {
  const context = await signedIn(browser, curator.name, curator.password);
  for (const path of ['/desk', '/ar/desk/records', '/desk/log', '/signin', '/submit']) {
    const answer = await context.request.get(archive().url + path);
    const headers = answer.headers();
    expect(headers['cache-control'], path).toBe('no-store');
    expect(headers['x-robots-tag'], path).toContain('noindex');
    expect(headers['content-security-policy'], path).toContain("script-src 'self';");
    expect(await answer.text(), path).not.toMatch(/<script(?![^>]*\bsrc="\/(?:desk|passkey)\.js")/);
  }
  await context.close();
});
