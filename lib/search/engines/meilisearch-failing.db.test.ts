import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { sampleTestimony } from '@/lib/reading/testing/sample-archive';
import { EngineAway } from '../engine';
import { indexWaiting } from '../index-worker';
import { labelMemory } from '../label-facets';
import { archiveNames } from '../names';
import { readSearchParameters } from '../parameters';
import { prepareIndex } from '../prepare-index';
import { searchTestimonies } from '../search-testimonies';
import { shelve } from '../testing/shelve';
import { meilisearchEngine } from './meilisearch';
import { postgresEngine } from './postgres';

/** A server that fails as Meilisearch fails: what it answers is set by each test. */
type Answer = { status: number; body: unknown } | 'hang' | 'drop';
let answer: (path: string) => Answer;
let asked = 0;
let server: Server;
let url: string;
let database: TestDatabase;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    const given = answer(request.url ?? '');
    if (given === 'hang') return;
    if (given === 'drop') return request.socket.destroy();
    response.writeHead(given.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(given.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  database = await openTestDatabase();
  await prepareIndex({ app: database.appPool, engines: [postgres()] });
  await shelve(database.appPool, [sampleTestimony({ reference: 'aaaaaaaaaa', text: 'no water' })]);
  await indexWaiting({ app: database.appPool, engines: [postgres()] });
});
afterEach(async () => {
  await database.appPool.query('DELETE FROM search_outbox');
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await database?.close();
});

function postgres() {
  return postgresEngine({ app: database.appPool, reading: database.readingPool, isName: () => false });
}
function meilisearch() {
  return meilisearchEngine({ url, apiKey: 'key', reading: database.readingPool, isName: () => false });
}
const refused = (status: number, code: string): Answer => ({
  status,
  body: { message: `refused: ${code}`, code, type: 'system', link: '' },
});
const task = (status: string, error: unknown = null): Answer => ({
  status: 200,
  body: {
    uid: 1,
    taskUid: 1,
    status,
    type: 'documentAdditionOrUpdate',
    error,
    enqueuedAt: '2026-01-01T00:00:00Z',
  },
});

describe('a search', () => {
  test.each<[string, Answer]>([
    ['that answers with an error of its own', refused(500, 'internal')],
    ['that is behind a proxy without it', { status: 502, body: '<html>' }],
    ['that has too many searches', refused(503, 'too_many_search_requests')],
    ['that refuses the key', refused(403, 'invalid_api_key')],
    ['that lost its index', refused(404, 'index_not_found')],
    ['that lost its index, asked several things at once', refused(400, 'index_not_found')],
    ['that drops the connection', 'drop'],
    ['that never answers', 'hang'],
  ])('of an engine %s is answered by PostgreSQL, which says so', async (_, given) => {
    answer = () => given;
    const house = {
      reading: database.readingPool,
      engines: [meilisearch(), postgres()] as const,
      names: archiveNames(database.readingPool),
      labels: labelMemory(),
    };
    const parameters = readSearchParameters(new URLSearchParams('q=water'));
    if (!parameters.ok) throw new Error(parameters.message);
    const found = await searchTestimonies(parameters.value, house);
    expect(found).toMatchObject({
      ok: true,
      value: { engine: 'postgres', notice: 'chosen-engine-away', total: 1 },
    });
    // And the next reader does not wait for it again.
    const before = asked;
    expect(await searchTestimonies(parameters.value, house)).toMatchObject({ value: { total: 1 } });
    expect(asked).toBe(before);
  });

  test('that the server stopped half way is answered by PostgreSQL, and the next one is asked again', async () => {
    answer = () => ({
      status: 200,
      body: { hits: [{ reference: 'aaaaaaaaaa', line: 'no water' }], totalHits: 1, processingTimeMs: 1_500 },
    });
    const house = {
      reading: database.readingPool,
      engines: [meilisearch(), postgres()] as const,
      names: archiveNames(database.readingPool),
      labels: labelMemory(),
    };
    const parameters = readSearchParameters(new URLSearchParams('q=water'));
    if (!parameters.ok) throw new Error(parameters.message);
    expect(await searchTestimonies(parameters.value, house)).toMatchObject({ value: { engine: 'postgres' } });
    answer = () => ({
      status: 200,
      body: { hits: [{ reference: 'aaaaaaaaaa', line: 'no water' }], totalHits: 1, processingTimeMs: 1 },
    });
    expect(await searchTestimonies(parameters.value, house)).toMatchObject({
      value: { engine: 'meilisearch', notice: null, total: 1 },
    });
  });

  test('that it does not understand is our mistake, and is not covered up', async () => {
    answer = () => refused(400, 'invalid_search_filter');
    const request = {
      filters: {},
      from: null,
      to: null,
      sort: 'relevance',
      offset: 0,
      limit: 1,
      facets: [],
    } as const;
    await expect(
      meilisearch().search({ ...request, query: { terms: [], ignored: [] } }),
    ).rejects.not.toBeInstanceOf(EngineAway);
  });
});

describe('a change', () => {
  const accepted: Answer = {
    status: 202,
    body: {
      taskUid: 1,
      status: 'enqueued',
      type: 'documentAdditionOrUpdate',
      enqueuedAt: '2026-01-01T00:00:00Z',
    },
  };

  test.each<[string, (path: string) => Answer]>([
    [
      'whose task failed',
      (path) =>
        path.startsWith('/tasks')
          ? task('failed', { message: 'no room', code: 'no_space_left_on_device' })
          : accepted,
    ],
    ['whose task was cancelled', (path) => (path.startsWith('/tasks') ? task('canceled') : accepted)],
    ['that a full queue refuses', () => refused(503, 'no_space_left_on_device')],
    ['on a dropped connection', () => 'drop'],
  ])('%s stays in the outbox, and says why', async (_, given) => {
    answer = given;
    await shelve(database.appPool, [
      sampleTestimony({ reference: 'bbbbbbbbbb', text: `no bread ${Math.random()}` }),
    ]);
    const house = { app: database.appPool, engines: [postgres(), meilisearch()] as const };
    await expect(indexWaiting(house)).rejects.toBeInstanceOf(EngineAway);
    const { rows } = await database.appPool.query(
      'SELECT reference, attempts, last_error FROM search_outbox',
    );
    expect(rows).toEqual([
      { reference: 'bbbbbbbbbb', attempts: 1, last_error: expect.stringMatching(/^meilisearch: /) },
    ]);
  });

  test('is not taken for done before its task says so', async () => {
    let looks = 0;
    answer = (path) => {
      if (!path.startsWith('/tasks')) return accepted;
      looks += 1;
      return task(looks % 4 === 0 ? 'succeeded' : 'processing');
    };
    await shelve(database.appPool, [sampleTestimony({ reference: 'cccccccccc', text: 'no fuel' })]);
    const house = { app: database.appPool, engines: [postgres(), meilisearch()] as const };
    expect(await indexWaiting(house)).toBe(1);
    expect(looks).toBeGreaterThanOrEqual(4);
  });
});
