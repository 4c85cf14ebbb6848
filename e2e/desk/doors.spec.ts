import { type APIRequestContext, expect, test } from '@playwright/test';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { archive } from '../support/archive';
import { builtHandlers, builtRoutes, type Inside, openInside } from '../support/inside';
import { showPassword, signedIn, signIn } from '../support/sign-in';

const MARK = `d${Date.now().toString(36)}`;
const NOBODY = '00000000-0000-7000-8000-000000000000';
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
  return request.post(url + path, { form, headers: { ...own, ...headers }, maxRedirects: 0 });
}

test('every door that the build lists refuses a form from another site, or from nowhere', async ({
  playwright,
}) => {
  const all = await doors();
  expect(all.length).toBeGreaterThan(30);
  for (const path of all) {
    for (const origin of ['https://elsewhere.example', 'null', undefined]) {
      const request = await playwright.request.newContext();
      const answer = await request.post(archive().url + path, {
        form: { version: '1' },
        headers: origin === undefined ? {} : { origin },
        maxRedirects: 0,
      });
      expect([path, origin, answer.status()]).toEqual([path, origin, 403]);
      await request.dispose();
    }
  }
});

test('no door of the desk does anything for somebody who is not signed in', async ({ request }) => {
  for (const path of (await doors()).filter((one) => one.startsWith('/desk/'))) {
    const answer = await post(request, path);
    // Pages take no form at all; signing out twice is harmless.
    const expected = path === '/desk/sign-out' ? [303] : [401, 405, 200, 307];
    expect(expected, `${path} ${answer.status()}`).toContain(answer.status());
    if (answer.status() === 200) expect(await answer.text()).not.toContain('sign-out');
  }
});

/** What a curator may do and an archivist may not: each door with a form that is whole. */
const FOR_CURATORS: Record<string, Record<string, string>> = {
  '/desk/accessions/[slug]/withdraw': { reason: 'legal', confirm: 'nobody' },
  '/desk/accounts/[name]/disable': {},
  '/desk/accounts/[name]/enable': {},
  '/desk/accounts/[name]/reset': {},
  '/desk/accounts/[name]/role': { role: 'administrator' },
  '/desk/accounts/[name]/second-factor': {},
  '/desk/accounts/add': { name: `new-${MARK}`, role: 'administrator' },
  '/desk/bulk/decide': {
    decision: 'reject',
    reason: 'forged',
    requestKey: crypto.randomUUID(),
    chosen: `${NOBODY} 1`,
  },
  '/desk/collections/[slug]/withdraw': { reason: 'correction' },
  '/desk/items/[id]/accept': { version: '1', basis: 'consent', risk: 'ordinary', minor: 'no' },
  '/desk/items/[id]/reject': { version: '1', reason: 'forged' },
  '/desk/items/[id]/return': { version: '1', note: 'why' },
  '/desk/outside/settle': { kind: 'concern', reference: '0000000000', outcome: 'declined' },
  '/desk/records/[reference]/ask-erase': { why: 'x' },
  '/desk/records/[reference]/ask-lift': { id: NOBODY, why: 'x' },
  '/desk/records/[reference]/ask-restore': { why: 'x' },
  '/desk/records/[reference]/ask-reveal': { why: 'x' },
  '/desk/records/[reference]/confirm-erase': { reason: 'legal', typed: '0000000000' },
  '/desk/records/[reference]/confirm-lift': { id: NOBODY },
  '/desk/records/[reference]/confirm-restore': {},
  '/desk/records/[reference]/confirm-reveal': {},
  '/desk/records/[reference]/protect-name': {},
  '/desk/records/[reference]/redact': { field: 'words', words: 'these words', reason: 'legal' },
  '/desk/records/[reference]/withdraw': { reason: 'legal' },
};
/** What everybody at the desk may do, with their own or in the queue; and what only reads. */
const FOR_ALL = [
  '/desk/accessions/import',
  '/desk/collections/open',
  '/desk/date',
  '/desk/items/[id]/claim',
  '/desk/items/[id]/edit',
  '/desk/items/[id]/escalate',
  '/desk/items/[id]/release',
  '/desk/items/[id]/undo',
  '/desk/links/[kind]/[slug]/change',
  '/desk/log/export',
  '/desk/originals/[id]',
  '/desk/records/[reference]/correct',
  '/desk/records/[reference]/link',
  '/desk/self/passkeys/[id]/name',
  '/desk/self/passkeys/[id]/remove',
  '/desk/self/passkeys/add',
  '/desk/self/passkeys/begin',
  '/desk/self/password',
  '/desk/self/second-factor/codes',
  '/desk/self/second-factor/set-up',
  '/desk/self/sessions/[id]/end',
  '/desk/sign-out',
];

test('an archivist may do nothing at any door of the build that is for curators or administrators', async ({
  browser,
}) => {
  // A new door must be put into one of the two lists.
  const built = (await builtHandlers()).map((route) => route.replace('/[lang]', ''));
  const known = [...Object.keys(FOR_CURATORS), ...FOR_ALL].sort();
  expect(built.filter((route) => route.startsWith('/desk/'))).toEqual(known);
  const id = await stageItem(inside.context, { text: `An archivist’s try ${MARK}`, speaker: 'A neighbour' });
  const context = await signedIn(browser, archivist.name, archivist.password);
  for (const [route, form] of Object.entries(FOR_CURATORS)) {
    const path = filled(route).replace(NOBODY, route.includes('/items/') ? id : NOBODY);
    const answer = await post(context.request, path, form);
    expect([path, answer.status()]).toEqual([path, 403]);
  }
  const accounts = await context.request.get(`${archive().url}/desk/accounts`);
  expect(accounts.status()).toBe(404);
  expect(await accounts.text()).not.toContain(archive().signIn.name);
  await context.close();
});

test('a stale version, a second sending and fields that are not the form’s change nothing', async ({
  browser,
}) => {
  const id = await stageItem(inside.context, {
    text: `Seen before it changed ${MARK}`,
    speaker: 'A neighbour',
  });
  const context = await signedIn(browser, curator.name, curator.password);
  const stale = await post(context.request, `/desk/items/${id}/reject`, { version: '9', reason: 'forged' });
  expect(stale.status()).toBe(409);
  expect(await stale.json()).toMatchObject({ reason: 'stale-version' });
  for (const [door, own] of Object.entries<Record<string, string>>({
    accept: { basis: 'consent', risk: 'ordinary', minor: 'no' },
    return: { note: 'why' },
    escalate: { note: 'why' },
    edit: { why: 'why', text: 'other words' },
  })) {
    const answer = await post(context.request, `/desk/items/${id}/${door}`, { version: '9', ...own });
    expect([door, (await answer.json()).reason]).toEqual([door, 'stale-version']);
  }

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
    for (const path of (await doors()).filter((one) => one.startsWith('/desk'))) {
      const read = await context.request.get(archive().url + path, { maxRedirects: 0 });
      // What takes forms alone has nothing to show; pages lead to the code; downloads refuse.
      expect([303, 307, 401, 404, 405], `${path} ${read.status()}`).toContain(read.status());
      expect(await read.text(), path).not.toContain('desk-head');
      if (read.status() === 307) expect(read.headers().location, path).toContain('/signin/second-factor');
      if (path === '/desk/sign-out') continue;
      const sent = await post(context.request, path);
      expect([401, 405, 307], `${path} ${sent.status()}`).toContain(sent.status());
    }
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
  for (const route of [...Object.keys(FOR_CURATORS), ...FOR_ALL]) {
    if (['/desk/sign-out', '/desk/date', '/desk/log/export', '/desk/originals/[id]'].includes(route))
      continue;
    const answer = await post(context.request, filled(route), FOR_CURATORS[route]);
    expect([route, answer.status()]).toEqual([route, 401]);
  }
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
