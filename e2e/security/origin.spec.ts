import { expect, test } from '@playwright/test';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { builtAddresses } from '../support/addresses';
import { archive } from '../support/archive';
import { openInside } from '../support/inside';
import { rawRequest } from '../support/raw-request';
import { signedIn } from '../support/sign-in';

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

for (const [name, headersOf] of ELSEWHERE) {
  test(`a form ${name} is refused at every address, with a curator’s cookies too`, async ({ browser }) => {
    const { name: who, password } = archive().signIn;
    const headers = headersOf(archive().url);
    const context = await signedIn(browser, who, password);
    const cookies = await context.cookies();
    const cookie = cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const inside = await openInside();
    const id = await stageItem(inside.context, { text: 'Never touched', speaker: 'Somebody' });
    const before = await inside.context.db.custodyEvent.count();

    let refused = 0;
    for (const address of await builtAddresses({ id })) {
      const tries = KINDS.map(async ([method, more]) => {
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
        if (QUESTIONS.test(address)) expect(answer.status, `${method} ${address}`).toBeLessThan(500);
        else {
          expect(answer.status, `${method} ${address}`).toBe(403);
          refused += 1;
        }
      });
      await Promise.all(tries);
    }
    expect(refused).toBeGreaterThan(200);
    expect(await inside.context.db.custodyEvent.count(), 'nothing was done').toBe(before);
    expect(await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'waiting',
      version: 1,
    });
    await inside.close();
    await context.close();
  });
}

test('the same form from a page of ours is taken, so the refusals are no accident', async ({ browser }) => {
  const { name, password } = archive().signIn;
  const context = await signedIn(browser, name, password);
  const inside = await openInside();
  const id = await stageItem(inside.context, { text: 'Claimed', speaker: 'Somebody' });
  const answer = await context.request.post(`${archive().url}/desk/items/${id}/claim`, {
    headers: { origin: archive().url, accept: 'application/json' },
    form: {},
  });
  expect(answer.status()).toBe(200);
  expect(
    (await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id } })).claimedById,
  ).not.toBeNull();
  await inside.close();
  await context.close();
});

test('no address changes anything by being read', async ({ browser }) => {
  const { name, password } = archive().signIn;
  const context = await signedIn(browser, name, password);
  const inside = await openInside();
  const id = await stageItem(inside.context, { text: 'Only looked at', speaker: 'Somebody' });
  const state = async () => ({
    events: await inside.context.db.custodyEvent.count(),
    decisions: await inside.context.db.reviewDecision.count(),
    sessions: await inside.context.db.session.count({ where: { revokedAt: null } }),
    item: await inside.context.db.stagedItem.findUniqueOrThrow({ where: { id } }),
  });
  const before = await state();
  for (const address of await builtAddresses({ id, nextauth: 'signout' })) {
    await context.request.get(archive().url + address, { maxRedirects: 0, failOnStatusCode: false });
  }
  expect(await state()).toEqual(before);
  await inside.close();
  await context.close();
});
