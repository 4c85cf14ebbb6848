import { expect, test } from '@playwright/test';
import type { UserActor } from '@/lib/access/actor';
import { makeReference } from '@/lib/archive/reference';
import { ROLES } from '@/lib/archive/vocabulary';
import { acceptItem } from '@/lib/publication/accept-item';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { withdraw } from '@/lib/publication/withdraw';
import { decide } from '@/lib/review/decide';
import { archive } from '../support/archive';
import { eightAtOnce } from '../support/eight-at-once';
import { builtRoutes, type Inside, openInside } from '../support/inside';
import { rawRequest } from '../support/raw-request';
import { signedIn } from '../support/sign-in';

/**
 * A canary in every field of every unpublished, returned, rejected, escalated and withdrawn record and
 * in the private fields of a published one, looked for over every role × every route that the build
 * lists × every format. Each canary's words can be searched for by "needle" and its state, so that a
 * page which repeats the query does not repeat the canary.
 */
const STATES = ['waiting', 'returned', 'rejected', 'escalated', 'withdrawn'] as const;
const MARK = 'Kanarienvogel';
// Accept and the headers by which Next tells its own requests apart.
const FORMATS: Record<string, string>[] = [
  {},
  { accept: 'application/json' },
  { accept: 'application/ld+json' },
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
];

const references: Record<string, string> = {};
let inside: Inside;
const people: Record<string, { name: string; password: string; actor: UserActor }> = {};

const canaryRecord = (state: string) => ({
  reference: references[state],
  text: `needle ${state} ${MARK}Text${state}`,
  speaker: `Needle ${state} ${MARK}Speaker${state}`,
  account: `@${MARK}account${state}`,
  platform: 'twitter',
  platformId: `${references[state]}`,
  url: `https://example.org/${MARK}url${state}`,
  place: `${MARK}Place${state}`,
  source: `${MARK}Source${state}`,
  tags: [`${MARK}tag${state}`],
  context: `${MARK}Context${state}`,
  note: `${MARK}Note${state}`,
  translations: [{ lang: 'ar', text: `إبرة ${MARK}Translation${state}` }],
  date: '2016-12-14',
  lang: 'en',
});

test.beforeAll(async () => {
  inside = await openInside();
  const { context } = inside;
  for (const state of STATES) references[state] = makeReference(context.random(10));
  // After a failure Playwright begins anew: names must not be those of the first time.
  const run = makeReference(context.random(10));
  for (const role of ROLES) {
    const name = `canary-${role}-${run}`;
    people[role] = { name, ...(await inside.makePerson(name, role)) };
  }
  const first = people.curator!;

  const ids: Record<string, string> = {};
  for (const state of STATES) ids[state] = await stageItem(context, canaryRecord(state));
  const base = { version: 1, requestKey: null };
  const approval = { basis: 'public-figure', risk: 'ordinary', minor: false } as const;
  await decide(
    first.actor,
    { ...base, itemId: ids.returned!, decision: { decision: 'return', note: `${MARK}Question` } },
    context,
  );
  await decide(
    first.actor,
    {
      ...base,
      itemId: ids.rejected!,
      decision: { decision: 'reject', reason: 'forged', note: `${MARK}Why` },
    },
    context,
  );
  await acceptItem(
    first.actor,
    { ...base, itemId: ids.escalated!, approval: { ...approval, risk: 'high' } },
    context,
  );
  const published = await acceptItem(first.actor, { ...base, itemId: ids.withdrawn!, approval }, context);
  expect(published).toMatchObject({ ok: true, value: { outcome: 'published' } });
  await withdraw(first.actor, { reference: references.withdrawn!, reason: 'at-request' }, context);

  const open = await stageItem(context, {
    text: 'needle open for all',
    speaker: 'Needle Open',
    note: `${MARK}OpenNote`,
    lang: 'en',
  });
  await acceptItem(first.actor, { ...base, itemId: open, approval }, context);
});
test.afterAll(() => inside.close());

// What a canary's own page would be called in each list of names; the other lists are tried with a speaker's.
const slugOf: Record<string, (state: string) => string> = {
  people: (state) => `needle-${state}-kanarienvogelspeaker${state}`,
  places: (state) => `kanarienvogelplace${state}`,
  sources: (state) => `kanarienvogelsource${state}`,
  accounts: (state) => `twitter-kanarienvogelaccount${state}`,
};

/** The addresses of one route pattern: each parameter filled with what could betray a canary. */
function addressesOf(pattern: string): string[] {
  const fillings: Record<string, string[]> = {
    lang: ['en', 'ar'],
    reference: Object.values(references),
    slug: STATES.map(slugOf[pattern.match(/(\w+)\/\[slug\]/)?.[1] ?? ''] ?? slugOf.people!),
    shape: ['json', 'jsonld', 'txt', 'bib', 'ris', 'csl.json'],
  };
  let addresses = [pattern];
  for (const parameter of pattern.match(/\[[^\]]+\]+/g) ?? []) {
    const name = parameter.replace(/[[\].]/g, '');
    const values = fillings[name] ?? ['anything'];
    addresses = addresses.flatMap((address) => values.map((value) => address.replace(parameter, value)));
  }
  return addresses.map((address) => address.replace(/^\/en(?=\/|$)/, '') || '/');
}

const QUERIES = [
  '',
  '?q=needle',
  '?q=needle+withdrawn&speaker=needle-withdrawn-kanarienvogelspeakerwithdrawn',
  '?style=apa',
  '?verb=ListRecords&metadataPrefix=oai_dc',
  '?format=jsonl',
  '?format=csv',
  '?from=0&count=1000',
];

async function look(
  address: string,
  headers: Record<string, string>,
): Promise<{ status: number; said: string }> {
  // Not by Playwright's own requests: for some thousand, keeping each as a step takes longer than the answers.
  const { status, ...answer } = await rawRequest(archive().url, address, { headers });
  if (status === 500) throw new Error(`${address} fails`);
  return { status, said: `${JSON.stringify(answer.headers)}\n${answer.body}`.toLowerCase() };
}

for (const role of ['public', 'archivist', 'curator', 'administrator'] as const) {
  test(`no canary reaches ${role === 'public' ? 'the public' : `a public page seen by an ${role}`}`, async () => {
    // Some thousand answers: on a loaded machine they take minutes.
    test.setTimeout(1_200_000);
    const who: Record<string, string> =
      role === 'public' ? {} : { cookie: await inside.cookieOf(people[role]!) };
    const desk = await rawRequest(archive().url, '/desk', { headers: who });
    expect(desk.status, 'signed in, where one should be').toBe(role === 'public' ? 307 : 200);
    const routes = (await builtRoutes()).filter((route) => role === 'public' || !/\/desk(\/|$)/.test(route));
    expect(routes.length).toBeGreaterThan(20);
    const looksAt = (route: string) =>
      (route.includes('[reference]') || route.includes('[slug]') ? ['', '?style=bibtex'] : QUERIES).flatMap(
        (query) =>
          // Every format for strangers; for those signed in the one that a browser asks for and Next's own.
          (role === 'public' && query === '' ? FORMATS : FORMATS.slice(0, 1)).map((headers) => ({
            query,
            headers,
          })),
      );
    const addresses = routes.flatMap((route) =>
      addressesOf(route).map((address) => ({ address, looks: looksAt(route) })),
    );
    let looked = 0;
    const lookAt = async (address: string, query: string, headers: Record<string, string>) => {
      const { status, said } = await look(`${address}${query}`, { ...headers, ...who });
      looked += 1;
      const betrays = (what: string) => {
        throw new Error(`${role} ${address}${query} ${JSON.stringify(headers)} has ${what}`);
      };
      // Thrown and not expected: Playwright looks through all steps before at each `expect`, and here are thousands.
      const canary = /kanarienvogel(text|note|context|translation|question|why|opennote|url|tag)/.exec(said);
      if (canary) betrays(canary[0]);
      // Who decides here is told to nobody: the public sees a role and a day.
      const named = role === 'public' && Object.values(people).find(({ name }) => said.includes(name));
      if (named) betrays(named.name);
      // A slug may stand in its own address, which a page repeats; nowhere else.
      if (!address.includes('kanarienvogel') && !query.includes('kanarienvogel')) {
        if (said.includes('kanarienvogel')) betrays('a canary');
      }
      return status;
    };
    await eightAtOnce(addresses, async ({ address, looks }) => {
      for (const { query, headers } of looks) {
        const status = await lookAt(address, query, headers);
        // What takes forms alone says so before anything of ours reads what else is asked.
        if (status === 405) break;
      }
    });
    expect(looked).toBeGreaterThan(200);
  });
}

test('the canary can be seen where it belongs, so the search for it is no empty one', async ({ browser }) => {
  const context = await signedIn(browser, people.curator!.name, people.curator!.password);
  const page = await context.newPage();
  await page.goto(`${archive().url}/desk`);
  await expect(page.getByText(`${MARK}Textwaiting`).first()).toBeVisible();
  await context.close();
});

test('a withdrawn record answers 410 with a tombstone, an unpublished one 404', async ({ request }) => {
  const gone = await request.get(`${archive().url}/t/${references.withdrawn}`);
  expect(gone.status()).toBe(410);
  expect(
    await request.get(`${archive().url}/t/${references.waiting}`).then((answer) => answer.status()),
  ).toBe(404);
});
