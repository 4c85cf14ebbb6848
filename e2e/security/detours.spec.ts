import { expect, test } from '@playwright/test';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { FROM_THIS_MACHINE } from '@/lib/web/from-header';
import { archive } from '../support/archive';
import { openInside } from '../support/inside';
import { rawRequest } from '../support/raw-request';
import { signIn } from '../support/sign-in';

/** Ways to the desk that do not lead through its door, and ways out of the sign-in that lead elsewhere. */

const HEADERS: Record<string, string>[] = [
  {},
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-middleware-subrequest': 'src/middleware:middleware' },
  { 'x-middleware-rewrite': '/desk', 'x-middleware-next': '1' },
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  {
    'x-nextjs-data': '1',
    'x-matched-path': '/en/desk',
    'x-invoke-path': '/en/desk',
    'x-invoke-status': '200',
  },
  { 'x-original-url': '/desk', 'x-rewrite-url': '/desk' },
  { 'x-sawt-from': 'x', 'x-sawt-sign-in-token': 'x', cookie: '__Host-next-auth.session-token=forged' },
  { authorization: 'Basic YWRtaW5pc3RyYXRvcjp4' },
];
const rooms = (id: string) => ['/desk', `/desk/items/${id}`];
const SPELLINGS: ((path: string) => string)[] = [
  (path) => path,
  (path) => `/ar${path}`,
  (path) => `/en${path}`,
  (path) => path.replace('/desk', '/%64esk'),
  (path) => path.replace('/desk', '/./desk'),
  (path) => path.replace('/desk', '/people/../desk'),
  (path) => path.replace('/desk', '/people/..%2fdesk'),
  (path) => path.replace('/desk', '/DESK'),
  (path) => `/${path}`,
  (path) => `/${path.slice(1).replace('/', '%2f')}`,
  (path) => `${path}/`,
  (path) => `${path}.rsc`,
  (path) => `${path}.json`,
  (path) => `${path}?_rsc=1`,
  (path) => `${path};x=1`,
  (path) => `${path}%00`,
  (path) => `/_next/data/x/en${path}.json`,
  (path) => `/_next/static/..%2f..%2f${path}`,
  (path) => `/x?next=${path}`,
  (path) => `http://127.0.0.1${path}`,
];

test('no spelling of an address and no header opens the desk to a stranger', async () => {
  test.setTimeout(900_000);
  const inside = await openInside();
  const word = 'Nachtigall';
  const id = await stageItem(inside.context, { text: `${word} waits`, speaker: `${word} Speaker` });
  let tried = 0;
  for (const room of rooms(id)) {
    for (const spelling of SPELLINGS) {
      const address = spelling(room);
      const tries = HEADERS.map(async (headers) => {
        const { status, body } = await rawRequest(archive().url, address, { headers });
        expect(body, `${address} ${JSON.stringify(headers)}`).not.toContain(word);
        expect(status, `${address} ${JSON.stringify(headers)}`).not.toBe(500);
        tried += 1;
      });
      await Promise.all(tries);
    }
  }
  expect(tried).toBe(2 * SPELLINGS.length * HEADERS.length);
  await inside.close();
});

test('the word that was looked for is there for whoever may see it', async ({ page }) => {
  const { name, password } = archive().signIn;
  await signIn(page, name, password);
  await expect(page.getByText('Nachtigall waits').first()).toBeVisible();
});

test('no link to the sign-in ends on another site', async ({ page }) => {
  const { name, password } = archive().signIn;
  const elsewhere = [
    'https://evil.example/desk',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/desk/../..//evil.example',
  ];
  for (const target of elsewhere) {
    await page.context().clearCookies();
    await signIn(page, name, password, `/signin?callbackUrl=${encodeURIComponent(target)}`);
    await page.waitForURL(`${archive().url}/desk**`);
  }
  for (const path of [
    '//evil.example/',
    '/\\evil.example',
    '//evil.example/..',
    '/%5cevil.example/',
    '/.//evil.example/',
    '/en//evil.example',
  ]) {
    const { headers } = await rawRequest(archive().url, path);
    if (headers.location) expect(new URL(headers.location, archive().url).origin, path).toBe(archive().url);
  }
});

test('no header makes a stranger somebody of this machine, to whom alone the numbers are told', async () => {
  const through = { 'x-forwarded-for': '203.0.113.9' };
  const ask = async (headers: Record<string, string>) =>
    (await rawRequest(archive().url, '/metrics', { headers })).status;
  expect(await ask({})).toBe(200);
  expect(await ask(through)).toBe(404);
  expect(await ask({ ...through, [FROM_THIS_MACHINE]: '1' })).toBe(404);
});

test('no method and no address makes the server fail', async () => {
  const site = archive().url;
  const asked: [string, string, number][] = [
    ['TRACE', '/api/v1/testimonies', 405],
    ['TRACE', '/oai', 405],
    ['PROPFIND', '/desk', 405],
    ['GET', '/_next/image?url=%2Fshare%2Fen.png&w=640&q=75', 404],
    ['GET', '/api/auth/error?error=%00', 400],
    ['GET', '/api/auth/session?callbackUrl=%0a', 400],
  ];
  for (const [method, path, status] of asked)
    expect((await rawRequest(site, path, { method })).status, `${method} ${path}`).toBe(status);
});
