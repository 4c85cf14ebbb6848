import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '@/lib/db/client';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { getTestimony } from '@/lib/reading/get-testimony';
import { insertForms, sampleTestimony } from '@/lib/reading/testing/sample-archive';
import { pageServer } from './page-server';

const ROUNDS = process.env.SAWT_TEST_SIZE === 'long' ? 40 : 12;
const CHECKS_A_ROUND = 30;
const REFERENCE = 'q1q1q1q1q1';

let database: TestDatabase;
const servers: { server: Server; close: () => Promise<void>; renders: () => number; url: string }[] = [];

/** A web process of its own: its connections, its memory, and pages rendered from the database. */
async function startOne() {
  const own = connect(database.urls, 4);
  let renders = 0;
  const pages = pageServer({
    host: 'archive.example',
    maxBytes: 2 ** 20,
    // No page takes so long; a machine that stands still for some seconds is no failure here.
    timeout: 60_000,
    readRevision: async () => {
      const row = await own.reading.publicationRevision.findUniqueOrThrow({ where: { id: 1 } });
      return String(row.revision);
    },
    handler: async (request, response) => {
      renders += 1;
      const found = await getTestimony(own.reading, request.url?.split('/')[2] ?? '');
      const status = found.state === 'published' ? '' : '<meta name="sawt-status" content="410"/>';
      response.setHeader('Content-Type', 'text/html');
      response.end(`<html><head>${status}</head><body>${JSON.stringify(request.headers)}</body></html>`);
    },
    onError: () => {},
  });
  const server = createServer((request, response) => {
    pages.answer(request, response, new URL(request.url ?? '/', 'http://x').pathname, null);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await own.close();
  };
  servers.push({ server, close, renders: () => renders, url: `http://127.0.0.1:${port}/t/${REFERENCE}` });
}

beforeAll(async () => {
  database = await openTestDatabase();
  await insertForms(database.appPool, [sampleTestimony({ reference: REFERENCE, text: 'words' })]);
  await startOne();
  await startOne();
});
afterAll(async () => {
  for (const { close } of servers) await close();
  await database.close();
});

describe('the page server', () => {
  it('gives nobody who asks after a withdrawal the page of before, on two servers under load', async () => {
    // What was committed, and when this process knew that it was: an answer begun later must agree.
    let truth = { status: 200, since: performance.now() };
    let changing = false;
    let stopped = false;
    let checked = 0;
    const stale: unknown[] = [];

    async function read(url: string): Promise<void> {
      while (!stopped) {
        const before = truth;
        const quiet = !changing;
        const response = await fetch(url);
        await response.arrayBuffer();
        // Only an answer during which nothing changed can be told right or wrong.
        if (!quiet || changing || before !== truth) continue;
        checked += 1;
        if (response.status !== before.status) stale.push([response.status, before]);
      }
    }
    const readers = servers.flatMap(({ url }) => Array.from({ length: 6 }, () => read(url)));
    for (let round = 0; round < ROUNDS * 2; round += 1) {
      const sealed = round % 2 === 0;
      changing = true;
      await database.appPool.query('UPDATE public_form SET sealed = $1 WHERE key = $2', [sealed, REFERENCE]);
      truth = { status: sealed ? 410 : 200, since: performance.now() };
      changing = false;
      for (const enough = checked + CHECKS_A_ROUND; checked < enough && stale.length === 0; ) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    stopped = true;
    await Promise.all(readers);
    expect(stale).toEqual([]);
    // The memory was used: far fewer pages were rendered than given.
    expect(servers.reduce((sum, { renders }) => sum + renders(), 0)).toBeLessThan(checked / 3);
  }, 300_000);

  it('tells the page nothing of who asks', async () => {
    const [{ url }] = servers as [(typeof servers)[0]];
    const response = await fetch(`${url}?utm=tracked`, {
      headers: { cookie: 'session=secret', 'x-nonce': 'forged', 'accept-language': 'ar' },
    });
    const text = await response.text();
    expect(text).not.toContain('secret');
    expect(text).not.toContain('forged');
  });

  it('answers 304 to whoever has the page, and again the page once it changed', async () => {
    const [{ url }] = servers as [(typeof servers)[0]];
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    await database.appPool.query('UPDATE public_form SET sealed = true WHERE key = $1', [REFERENCE]);
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(410);
    await database.appPool.query('UPDATE public_form SET sealed = false WHERE key = $1', [REFERENCE]);
  });

  it('says 503 and when to come back where the database cannot be asked, whatever it remembers', async () => {
    const away = pageServer({
      host: 'x',
      maxBytes: 2 ** 20,
      timeout: 1_000,
      readRevision: () => Promise.reject(new Error('away')),
      handler: async () => {
        throw new Error('must not render');
      },
      onError: () => {},
    });
    const server = createServer((request, response) => away.answer(request, response, '/', null));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10']);
    server.close();
  });

  it('lets nobody write to a page', async () => {
    const [{ url }] = servers as [(typeof servers)[0]];
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
  });
});
