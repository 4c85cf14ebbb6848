import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import pg from 'pg';
import { startScratchPostgres } from '@/lib/db/testing/scratch-postgres';
import { freePort } from '@/lib/free-port';
import { findMeilisearch, startMeilisearch } from '@/lib/search/meilisearch-program';
import { printedSignIn } from '../support/archive';
import { findNginx, startNginx } from '../support/nginx';
import { type RunningPart, runPart } from '../support/part';
import { rawRequest } from '../support/raw-request';
import { enter, visitorOf } from '../support/visitor';
import { withdrawUnderLoad } from '../support/withdraw-under-load';

/**
 * Two web processes and one worker with one PostgreSQL and one search server that none of them started,
 * behind nginx with the configuration that the project brings.
 */
const LONG = process.env.SAWT_TEST_SIZE === 'long';
const REFERENCE = 's3dd9e7xze';
const OTHER = 'z1dq6a6hzp';
const ANOTHER = '/people/lina-shamy';

async function ready(port: number): Promise<void> {
  await expect
    .poll(
      () =>
        rawRequest(`http://localhost:${port}`, '/readyz').then(
          ({ status }) => status,
          () => 0,
        ),
      {
        timeout: 300_000,
        intervals: [100],
      },
    )
    .toBe(200);
}

/** How many answers a web process gave, from its own numbers. */
async function answersOf(port: number): Promise<number> {
  const { body } = await rawRequest(`http://localhost:${port}`, '/metrics');
  return [...body.matchAll(/^sawt_answers_total\{kind="(?:page|personal)".*\} (\d+)$/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}

/** Sends a form whose second half comes after `wait` ms: an answer that is under way for that long. */
function slowForm(port: number, site: string, wait: number): Promise<number | string> {
  const body = 'x'.repeat(2_000);
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: '/desk/sign-out',
        method: 'POST',
        agent: false,
        headers: {
          origin: site,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(2 * body.length),
        },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
        answer.on('error', (error) => resolve(error.message));
      },
    );
    asked.on('error', (error) => resolve(error.message));
    asked.write(body);
    setTimeout(() => asked.end(body), wait);
  });
}

async function showSecondFactor(database: string): Promise<void> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query('UPDATE session SET second_at = now()');
  await client.end();
}

test('two web processes behind nginx are one archive, and are started again without a failed request', async () => {
  const nginx = findNginx();
  test.skip(nginx === null, 'nginx is not on this machine’s PATH');
  test.setTimeout(900_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'sawt-two-'));
  const endings: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const postgres = await startScratchPostgres();
    endings.push(postgres.stop);
    const program = await findMeilisearch();
    const meilisearch =
      program === null ? null : await startMeilisearch(program, path.join(folder, 'meilisearch'));
    if (meilisearch?.ok) endings.push(meilisearch.value.stop);
    const port = await freePort();
    const site = `http://localhost:${port}`;
    const shared: Record<string, string> = {
      DATABASE_URL: postgres.superUrl(await postgres.createDatabase()),
      PUBLIC_URL: site,
      NEXTAUTH_SECRET: 'one-secret-for-both-of-the-web-processes',
      TRUST_PROXY: '1',
      DATA_DIR: path.join(folder, 'worker'),
      ...(meilisearch?.ok
        ? { MEILI_URL: meilisearch.value.url, MEILI_API_KEY: meilisearch.value.apiKey }
        : { SEARCH_ENGINE: 'postgres' }),
    };
    const prepare = runPart('prepare', shared);
    expect(await prepare.ended, prepare.said()).toBe(0);
    const administrator = printedSignIn(prepare.said());

    const ports = [await freePort(), await freePort()] as const;
    const startWeb = (nth: 0 | 1) =>
      runPart('web', {
        ...shared,
        PORT: String(ports[nth]),
        DATA_DIR: path.join(folder, `web-${nth}`),
        DRAIN_SECONDS: '1',
      });
    const webs: [RunningPart, RunningPart] = [startWeb(0), startWeb(1)];
    const worker = runPart('worker', shared);
    endings.push(() => Promise.all([...webs, worker].map((part) => part.stop())));
    await Promise.all(ports.map(ready));
    const proxy = await startNginx(nginx!, port, ports);
    endings.push(proxy.stop);
    await expect
      .poll(() =>
        rawRequest(site, '/').then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);

    // Signing in: the form from one process, its cookie good at both, and so is its end.
    const visitor = visitorOf(site);
    expect(await enter(visitor, administrator.name, administrator.password)).toMatch(/\/desk$/);
    // The second factor is tried elsewhere (e2e/desk): here its showing is noted in the session, for both.
    await showSecondFactor(shared.DATABASE_URL!);
    for (let turn = 0; turn < 6; turn += 1) expect((await visitor.get('/desk')).status).toBe(200);
    for (const one of ports) expect(await answersOf(one)).toBeGreaterThan(2);

    // Both keep the page; the withdrawal goes to one of them and shows at both in the first answer after.
    const page = `/t/${REFERENCE}`;
    for (const one of ports)
      for (let turn = 0; turn < 2; turn += 1)
        expect((await rawRequest(`http://localhost:${one}`, page)).status).toBe(200);
    const withdrawn = await visitor.post(`/desk/records/${REFERENCE}/withdraw`, { reason: 'at-request' });
    expect(withdrawn.headers.location).toContain('done=withdrawn');
    for (const one of ports) {
      const base = `http://localhost:${one}`;
      expect((await rawRequest(base, page)).status).toBe(410);
      const found = await rawRequest(base, `/api/v1/testimonies?perPage=100`);
      expect(found.status).toBe(200);
      expect(found.body).not.toContain(REFERENCE);
    }

    // Withdrawn and brought back again and again under load: nobody who asks after a commit gets the page
    // of before, from either process.
    const { judged, stale } = await withdrawUnderLoad(
      shared.DATABASE_URL ?? '',
      ports.map((one) => `http://localhost:${one}`),
      OTHER,
      LONG ? 40 : 8,
    );
    expect(stale).toEqual([]);
    console.log(`    ${judged} answers of two processes judged over withdrawals and returns, none stale`);

    // Each is ended and started again while readers read, search, take everything and sign in.
    const failed: string[] = [];
    let asked = 0;
    let going = true;
    const reader = async (what: () => Promise<{ status: number }>, name: string) => {
      while (going) {
        asked += 1;
        const answer = await what().catch((error: Error) => ({ status: error.message }));
        if (answer.status !== 200 && answer.status !== 302) failed.push(`${name}: ${answer.status}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const readers = [
      reader(() => rawRequest(site, ANOTHER), 'page'),
      reader(() => rawRequest(site, '/search?q=Aleppo'), 'search'),
      reader(() => rawRequest(site, '/api/v1/export?format=jsonl'), 'export'),
      reader(() => visitor.get('/desk'), 'desk'),
      reader(async () => {
        const another = visitorOf(site);
        const led = await enter(another, administrator.name, administrator.password);
        return { status: led.endsWith('/desk') ? 302 : 0 };
      }, 'signing in'),
    ];
    for (const nth of [0, 1] as const) {
      const underWay = slowForm(ports[nth], site, LONG ? 8_000 : 1_500);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const stopping = webs[nth].stop();
      await expect
        .poll(
          () => rawRequest(`http://localhost:${ports[nth]}`, '/readyz').then(({ body }) => body, String),
          {
            intervals: [20],
          },
        )
        .toContain('"draining":true');
      expect(await underWay, 'what was under way is answered').toBe(303);
      expect(await stopping).toBeLessThan(60_000);
      webs[nth] = startWeb(nth);
      await ready(ports[nth]);
    }
    going = false;
    await Promise.all(readers);
    expect(failed).toEqual([]);
    expect(asked).toBeGreaterThan(100);
    console.log(`    ${asked} requests while both were started again, none failed`);

    // Signing out at one ends the session at both.
    const cookie = visitor.cookie();
    await visitor.post('/desk/sign-out', {});
    for (const one of ports) {
      const again = await rawRequest(`http://localhost:${one}`, '/desk', { headers: { cookie } });
      expect([one, again.status]).toEqual([one, 307]);
    }

    // The worker lets its lock go: another one goes on at once.
    expect(await worker.stop()).toBeLessThan(60_000);
    const said = [...webs, worker].map((part) => part.said()).join('');
    expect(said).not.toMatch(/"level":[56]0/);
  } finally {
    for (const end of endings.reverse()) await end().catch((error) => console.error(String(error)));
  }
});
