import { expect, test } from '@playwright/test';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { builtAddresses } from '../support/addresses';
import { archive } from '../support/archive';
import { eightAtOnce } from '../support/eight-at-once';
import { type Inside, openInside } from '../support/inside';
import { rawRequest } from '../support/raw-request';

/**
 * Forms that other sites send with a signed-in administrator's cookies, to every address that the build
 * lists, whether it takes forms today or not: a door that is added later is tried as well.
 */
const ELSEWHERE: [string, (ours: string) => Record<string, string>][] = [
  ['from another site', () => ({ origin: 'https://evil.example' })],
  ['from nowhere', () => ({})],
  ['from a page that hides where it is', () => ({ origin: 'null' })],
  ['from a site that only begins like ours', (ours) => ({ origin: `${ours}.evil.example` })],
  [
    'from another site that says it is ours',
    () => ({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }),
  ],
];
const KINDS: [string, Record<string, string>][] = [
  ['POST', {}],
  // How Next tells its server actions.
  ['POST', { 'next-action': '0'.repeat(42) }],
  ['PUT', {}],
  ['PATCH', {}],
  ['DELETE', {}],
];
// They take a POST as a question, and change nothing.
const QUESTIONS = /^\/(?:oai$|api\/v1\/)/;

let inside: Inside;
let cookie: string;

test.beforeAll(async () => {
  inside = await openInside();
  cookie = await inside.cookieOf(archive().signIn);
  const desk = await rawRequest(archive().url, '/desk', { headers: { cookie } });
  expect(desk.status, 'these are an administrator’s cookies').toBe(200);
});
test.afterAll(() => inside.close());

for (const [name, headersOf] of ELSEWHERE) {
  test(`a form ${name} is refused at every address, with a curator’s cookies too`, async () => {
    const headers = headersOf(archive().url);
    const id = await stageItem(inside.context, { text: 'Never touched', speaker: 'Somebody' });
    const before = await inside.context.db.custodyEvent.count();

    const tries = (await builtAddresses({ id })).flatMap((address) =>
      KINDS.map(([method, more]) => ({ address, method, more })),
    );
    const taken: string[] = [];
    let refused = 0;
    await eightAtOnce(tries, async ({ address, method, more }) => {
      const answer = await rawRequest(archive().url, address, {
        method,
        headers: {
          ...headers,
          ...more,
          cookie,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': '15',
        },
        body: 'username=x&a=11',
      });
      const expected = QUESTIONS.test(address) ? answer.status < 500 : answer.status === 403;
      if (!expected) taken.push(`${method} ${address} ${answer.status}`);
      else if (answer.status === 403) refused += 1;
    });
    expect(taken).toEqual([]);
    expect(refused).toBeGreaterThan(200);
    expect(await inside.context.db.custodyEvent.count(), 'nothing was done').toBe(before);
    expect(await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'waiting',
      version: 1,
    });
  });
}

test('the same form from a page of ours is taken, so the refusals are no accident', async () => {
  const id = await stageItem(inside.context, { text: 'Claimed', speaker: 'Somebody' });
  const answer = await rawRequest(archive().url, `/desk/items/${id}/claim`, {
    method: 'POST',
    headers: {
      origin: archive().url,
      accept: 'application/json',
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '3',
    },
    body: 'a=1',
  });
  expect(answer.status, answer.body).toBe(200);
  expect(
    (await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id } })).claimedById,
  ).not.toBeNull();
});

test('no address changes anything by being read', async () => {
  const id = await stageItem(inside.context, { text: 'Only looked at', speaker: 'Somebody' });
  const state = async () => ({
    events: await inside.context.db.custodyEvent.count(),
    decisions: await inside.context.db.reviewDecision.count(),
    sessions: await inside.context.db.session.count({ where: { revokedAt: null } }),
    item: await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id } }),
  });
  const before = await state();
  const addresses = await builtAddresses({ id, nextauth: 'signout' });
  await eightAtOnce(addresses, async (address) => {
    await rawRequest(archive().url, address, { headers: { cookie } });
  });
  expect(await state()).toEqual(before);
});
