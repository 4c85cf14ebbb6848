import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import pg from 'pg';
import { startScratchPostgres } from '@/lib/db/testing/scratch-postgres';
import { freePort } from '@/lib/free-port';
import { makeDataFolder, printedSignIn } from '../support/archive';
import { builtRoutes } from '../support/inside';
import { type RunningPart, runPart } from '../support/part';
import { type RawAnswer, rawRequest } from '../support/raw-request';
import { enter, visitorOf } from '../support/visitor';

/**
 * Everything that the build answers, asked anything: every door with forms of any fields, and every
 * address with any parameters. A door that is added later is tried as well, since the list is the build's.
 */
const LONG = process.env.SAWT_TEST_SIZE === 'long';
const FORMS = LONG ? 150 : 4;
const QUESTIONS = LONG ? 60 : 2;
const AT_ONCE = 4;
/** A bound on work, not a target: the machine may be busy. */
const SECONDS = LONG ? 20 : 120;
/** The short run asks the same each time; the long one, or another seed by hand, something new. */
const SEED = Number(process.env.SAWT_TEST_SEED ?? (LONG ? Date.now() % 2 ** 31 : 20_161_213));

interface Archive {
  site: string;
  cookie: string;
  web: RunningPart;
  client: pg.Client;
  /** What stands in addresses: real ones, so that a form gets as far as it can. */
  real: Record<string, string[]>;
}

let archive: Archive;
const endings: (() => Promise<unknown>)[] = [];

test.beforeAll(async () => {
  test.setTimeout(900_000);
  const postgres = await startScratchPostgres();
  endings.push(postgres.stop);
  const url = postgres.superUrl(await postgres.createDatabase());
  const port = await freePort();
  const site = `http://localhost:${port}`;
  const settings = {
    DATABASE_URL: url,
    PUBLIC_URL: site,
    NEXTAUTH_SECRET: 'a-secret-for-these-forms-and-for-no-other',
    SEARCH_ENGINE: 'postgres',
    DATA_DIR: await makeDataFolder(),
    PORT: String(port),
  };
  const prepare = runPart('prepare', settings);
  expect(await prepare.ended, prepare.said()).toBe(0);
  const web = runPart('web', settings);
  endings.push(web.stop);
  const worker = runPart('worker', settings);
  endings.push(worker.stop);
  await expect
    .poll(() => rawRequest(site, '/healthz').then(({ status }) => status, String), { timeout: 300_000 })
    .toBe(200);
  // The worker makes the search index first.
  await expect
    .poll(() => rawRequest(site, '/api/v1/testimonies').then(({ status }) => status, String), {
      timeout: 300_000,
    })
    .toBe(200);
  const visitor = visitorOf(site);
  const { name, password } = printedSignIn(prepare.said());
  await enter(visitor, name, password);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  endings.push(() => client.end());
  // Something to decide on, made of a record that is there: only its own text is new.
  await visitor.post('/submit/send', {
    text: 'I was there.',
    speaker: 'A neighbour',
    how: 'By hand',
    date: '2016-12',
  });
  const all = async (statement: string) =>
    (await client.query<{ one: string }>(statement)).rows.map(({ one }) => one);
  archive = {
    site,
    cookie: visitor.cookie(),
    web,
    client,
    real: {
      id: await all('SELECT id::text AS one FROM staged_item ORDER BY state = $$waiting$$ DESC LIMIT 5'),
      reference: await all('SELECT reference AS one FROM testimony LIMIT 5'),
      slug: await all('SELECT slug AS one FROM speaker LIMIT 3'),
      name: await all('SELECT name AS one FROM user_account'),
      digest: await all('SELECT digest AS one FROM public_form LIMIT 2'),
    },
  };
});
test.afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

/** Names of fields that any form of the interface has, and any door reads. */
async function fieldNames(): Promise<string[]> {
  const files = (await readdir('app', { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  const names = new Set<string>();
  for (const file of files) {
    const source = await readFile(path.join('app', file), 'utf8');
    for (const [, name] of source.matchAll(/\bname="(\w+)"/g)) if (name) names.add(name);
    for (const [, name] of source.matchAll(/^\s+(\w+): (?:z\.|optional)/gm)) if (name) names.add(name);
  }
  return [...names].sort();
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '0',
    '1',
    '-1',
    '1e9',
    '99999999999999999999',
    'NaN',
    'yes',
    'no',
    'on',
    'null',
    'true',
    'public-figure',
    'ordinary',
    'high',
    'at-request',
    'legal',
    'administrator',
    'en',
    'ar',
    'xx-invalid',
    'post',
    'testimony',
    '2016-12-13',
    '2016-12~/2017?',
    '[2016..2017]',
    'Y-999999999999',
    '2016-13-45',
    '../..',
    'https://x.example/a?b',
    'javascript:alert(1)',
    "' OR 1=1 --",
    '%00',
    '\u0000',
    '\ud800',
    '\u202e\u2066',
    'حلب',
    '{"a":[1]}',
    '__proto__',
    '('.repeat(2_000),
    'a'.repeat(50_000),
    '{'.repeat(3_000),
  ),
  fc.uuid(),
  fc.integer().map(String),
);

function formOf(names: readonly string[], real: readonly string[]) {
  const value = fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom(...real) });
  const name = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );
  return fc.array(fc.tuple(name, value), { maxLength: 30 });
}

/** A route's address, its parameters real ones or, now and then, anything. */
function addressOf(route: string) {
  const names = [...route.matchAll(/\[\[?(?:\.\.\.)?(\w+)\]\]?/g)].map(([, name]) => name!);
  const parts = names.map((name) =>
    name === 'lang'
      ? fc.constantFrom('en', 'ar')
      : fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom(...(archive.real[name] ?? ['people'])) },
          { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }) },
        ),
  );
  return fc.tuple(...parts).map((values) => {
    let nth = 0;
    const filled = route.replace(/\[\[?(?:\.\.\.)?\w+\]\]?/g, () => {
      const value = values[nth]!;
      nth += 1;
      return encodeURIComponent(value.toWellFormed());
    });
    return filled.replace(/^\/en(?=\/|$)/, '') || '/';
  });
}

/** A route's address with the character NUL in each parameter, which PostgreSQL can neither keep nor be asked for. */
const withNul = (route: string) =>
  route.replace(/^\/\[lang\]/, '').replace(/\[\[?(?:\.\.\.)?\w+\]\]?/g, '%00') || '/';

/** Undoes what a form may have done to whoever sends them: left, lost the role, or been disabled. */
async function stayIn(): Promise<void> {
  await archive.client.query(
    `UPDATE user_account SET role = 'administrator', disabled = false;
     UPDATE session SET revoked_at = NULL, second_at = now(), created_at = now()`,
  );
}

async function sendAll<Sent>(all: readonly Sent[], send: (one: Sent) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += AT_ONCE)
    await Promise.all(all.slice(from, from + AT_ONCE).map(send));
}

function expectSound(answer: RawAnswer, began: number, said: string): void {
  // Of a format that it does not write, oEmbed says 501 (https://oembed.com).
  const told =
    answer.status === 501 || (answer.status === 503 && answer.headers['retry-after'] !== undefined);
  if (!told) expect(answer.status, said).toBeLessThan(500);
  expect(performance.now() - began, said).toBeLessThan(SECONDS * 1000);
}

test('every door takes any form without failing, in bounded time', async () => {
  test.setTimeout(1_800_000);
  const names = await fieldNames();
  expect(names.length).toBeGreaterThan(40);
  const doors: string[] = [];
  const statuses = new Map<number, number>();
  for (const route of await builtRoutes()) {
    // A page takes no form; the framework says so.
    const form = formOf(names, Object.values(archive.real).flat());
    const sent = fc.sample(fc.tuple(addressOf(route), form), { numRuns: 1, seed: SEED });
    const first = await post(sent[0]!);
    if (first.status === 405 || first.status === 404) continue;
    doors.push(route);
    await sendAll(
      [
        [withNul(route), []] as [string, [string, string][]],
        ...fc.sample(fc.tuple(addressOf(route), form), { numRuns: FORMS, seed: SEED }),
      ],
      async (one) => {
        const began = performance.now();
        const answer = await post(one);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expectSound(answer, began, `seed ${SEED}: ${JSON.stringify(one).slice(0, 2_000)}`);
      },
    );
    await stayIn();
  }
  // All that deskDoor, signInDoor and outsideDoor make.
  expect(doors.length).toBeGreaterThan(40);
  console.log(
    `    ${doors.length} doors; ${[...statuses].map(([status, count]) => `${status}: ${count}`).join(', ')}`,
  );
  expectNoFailure();
});

async function post([address, form]: [string, [string, string][]]): Promise<RawAnswer> {
  const body = new URLSearchParams(form).toString();
  return rawRequest(archive.site, address, {
    method: 'POST',
    headers: {
      cookie: archive.cookie,
      origin: archive.site,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
    },
    body,
  });
}

test('every address takes any parameters without failing, in bounded time', async () => {
  test.setTimeout(1_800_000);
  const names = [
    ...(await fieldNames()),
    'verb',
    'metadataPrefix',
    'resumptionToken',
    'identifier',
    'url',
    'format',
  ];
  const values = [
    ...Object.values(archive.real).flat(),
    'ListRecords',
    'GetRecord',
    'oai_dc',
    'jsonl',
    'relevance',
  ];
  const query = formOf(names, values).map((pairs) =>
    pairs.filter(([, value]) => value.length < 2_000).slice(0, 6),
  );
  let asked = 0;
  for (const route of await builtRoutes()) {
    // Its 503 is its answer, where the worker is behind.
    if (route === '/readyz') continue;
    const all = fc.sample(fc.tuple(addressOf(route), query), { numRuns: QUESTIONS, seed: SEED });
    const nul = names.map((name): [string, string] => [name, '\0']);
    all.push([withNul(route), []], [all[0]![0], nul]);
    await sendAll(all, async ([address, pairs]) => {
      const began = performance.now();
      const answer = await rawRequest(archive.site, `${address}?${new URLSearchParams(pairs)}`, {
        headers: { cookie: archive.cookie },
      });
      asked += 1;
      expectSound(answer, began, `seed ${SEED}: ${address} ${JSON.stringify(pairs).slice(0, 2_000)}`);
    });
  }
  expect(asked).toBeGreaterThan(100);
  expectNoFailure();
});

/** No part ended, and no error stands in what it said. */
function expectNoFailure(): void {
  expect(archive.web.said()).not.toMatch(/starting it again|"level":[56]0/);
}
