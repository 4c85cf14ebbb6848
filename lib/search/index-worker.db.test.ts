import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { sampleTestimony } from '@/lib/reading/testing/sample-archive';
import type { SearchEngine } from './engine';
import { EngineAway } from './engine';
import { postgresEngine } from './engines/postgres';
import { BUNDLES, ensureSearchTables } from './engines/postgres-tables';
import { indexWaiting } from './index-worker';
import { labelMemory } from './label-facets';
import { archiveNames } from './names';
import { readSearchParameters } from './parameters';
import { reconcile } from './reconcile';
import { reindex } from './reindex';
import { type SearchHouse, searchTestimonies } from './search-testimonies';
import { madeUpArchive } from './testing/corpus';
import { randomNumbers } from './testing/random-numbers';
import { seal, shelve } from './testing/shelve';

const long = process.env.SAWT_TEST_SIZE === 'long';
let database: TestDatabase;
let engine: SearchEngine;
let house: SearchHouse;

beforeAll(async () => {
  database = await openTestDatabase();
  await ensureSearchTables(database.appPool);
  engine = postgresEngine({ app: database.appPool, reading: database.readingPool, isName: () => false });
  house = {
    reading: database.readingPool,
    engines: [engine],
    names: archiveNames(database.readingPool),
    labels: labelMemory(),
  };
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.appPool.query('DELETE FROM public_form');
  await database.appPool.query('DELETE FROM tombstone');
  while ((await indexWaiting({ app: database.appPool, engines: [engine] })) > 0);
});

const said = (reference: string, text: string) => sampleTestimony({ reference, text });

async function search(address: string) {
  const parameters = readSearchParameters(new URLSearchParams(address));
  if (!parameters.ok) throw new Error(parameters.message);
  const answer = await searchTestimonies(parameters.value, house);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

async function waiting(): Promise<number> {
  const { rows } = await database.appPool.query('SELECT count(*)::int AS n FROM search_outbox');
  return rows[0].n;
}

describe('the index worker', () => {
  test('brings what is published into search, and takes out what is withdrawn', async () => {
    await shelve(database.appPool, [said('aaaaaaaaaa', 'no water'), said('bbbbbbbbbb', 'no bread')]);
    expect((await search('q=water')).total).toBe(0);
    expect(await indexWaiting({ app: database.appPool, engines: [engine] })).toBe(2);
    expect((await search('q=water')).items.map(({ form }) => form.reference)).toEqual(['aaaaaaaaaa']);
    await seal(database.appPool, ['aaaaaaaaaa']);
    // Gone before the worker has heard of it: from hits, total, facets and months.
    const before = await search('q=water');
    expect([before.total, before.items, before.facets.speaker, before.histogram]).toEqual([0, [], [], []]);
    expect((await search('')).facets.speaker).toEqual([
      { value: 'lina-shamy', label: 'lina-shamy', count: 1 },
    ]);
    await indexWaiting({ app: database.appPool, engines: [engine] });
    expect((await search('')).total).toBe(1);
    expect(await waiting()).toBe(0);
  });

  test('keeps a row whose record changed while it was being written', async () => {
    await shelve(database.appPool, [said('aaaaaaaaaa', 'first words')]);
    let changed = false;
    const slow: SearchEngine = {
      ...engine,
      write: async (batch) => {
        await engine.write(batch);
        if (changed) return;
        changed = true;
        await shelve(database.appPool, [said('aaaaaaaaaa', 'second words')]);
      },
    };
    expect(await indexWaiting({ app: database.appPool, engines: [slow] })).toBe(0);
    expect(await waiting()).toBe(1);
    expect(await indexWaiting({ app: database.appPool, engines: [slow] })).toBe(1);
    expect((await search('q=second ')).total).toBe(1);
    expect((await search('q=first ')).total).toBe(0);
  });

  test('keeps PostgreSQL true while another engine is away, and tells the other when it is back', async () => {
    let away = true;
    const told: string[] = [];
    const other: SearchEngine = {
      ...engine,
      name: 'meilisearch',
      write: async ({ upserts }) => {
        if (away) throw new EngineAway('away');
        told.push(...upserts.map(({ reference }) => reference));
      },
    };
    const both = { app: database.appPool, engines: [engine, other] as const };
    await shelve(database.appPool, [said('aaaaaaaaaa', 'no water')]);
    await expect(indexWaiting(both)).rejects.toThrow('away');
    expect((await search('q=water')).total).toBe(1);
    await shelve(database.appPool, [said('bbbbbbbbbb', 'no bread')]);
    await expect(indexWaiting(both)).rejects.toThrow('away');
    expect((await search('q=bread')).total).toBe(1);
    const { rows } = await database.appPool.query(
      'SELECT attempts, last_error FROM search_outbox ORDER BY attempts DESC',
    );
    expect(rows[0]).toEqual({ attempts: 2, last_error: 'meilisearch: away' });
    away = false;
    expect(await indexWaiting(both)).toBe(2);
    expect([told.sort(), await waiting()]).toEqual([['aaaaaaaaaa', 'bbbbbbbbbb'], 0]);
  });

  test('works alone: a second one leaves the batch to the first', async () => {
    await shelve(database.appPool, [said('aaaaaaaaaa', 'no water')]);
    let second: number | undefined;
    const watched: SearchEngine = {
      ...engine,
      write: async (batch) => {
        second = await indexWaiting({ app: database.appPool, engines: [engine] });
        await engine.write(batch);
      },
    };
    expect(await indexWaiting({ app: database.appPool, engines: [watched] })).toBe(1);
    expect(second).toBe(0);
  });

  test('killed at any point, leaves an index that comes out the same', async () => {
    const random = randomNumbers(3);
    const forms = [...madeUpArchive(long ? 4_000 : 300, 4)];
    const kills = long ? 50 : 3;
    const step = Math.ceil(forms.length / kills);
    for (let kill = 0; kill < kills; kill += 1) {
      const worker = startWorker();
      await worker.works;
      const some = forms.slice(kill * step, (kill + 1) * step);
      for (let at = 0; at < some.length; at += 20) await shelve(database.appPool, some.slice(at, at + 20));
      await seal(
        database.appPool,
        some.filter(() => random() < 0.1).map(({ reference }) => reference),
      );
      await new Promise((resolve) => setTimeout(resolve, random() * 150));
      worker.kill();
      await worker.gone;
    }
    // The server notices a dead worker's lock and transaction only when it looks at the connection.
    for (let tries = 0; (await waiting()) > 0 && tries < 2_000; tries += 1) {
      await indexWaiting({ app: database.appPool, engines: [engine] });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const compared = await reconcile(database.appPool, engine);
    expect(compared).toEqual({
      published: compared.published,
      held: compared.published,
      missing: [],
      stale: [],
      extra: [],
    });
    expect(compared.published).toBeGreaterThan(forms.length * 0.8);
    await expectCountsTrue();
  }, 600_000);
});

describe('the reconciler', () => {
  test('names what is missing, stale and extra, and has it mended', async () => {
    await shelve(database.appPool, [
      said('aaaaaaaaaa', 'one'),
      said('bbbbbbbbbb', 'two'),
      said('cccccccccc', 'three'),
    ]);
    await indexWaiting({ app: database.appPool, engines: [engine] });
    await database.appPool.query("DELETE FROM search.document WHERE reference = 'aaaaaaaaaa'");
    await database.appPool.query("UPDATE search.document SET revision = 0 WHERE reference = 'bbbbbbbbbb'");
    await database.appPool.query("DELETE FROM public_form WHERE key = 'cccccccccc'");
    await database.appPool.query('DELETE FROM search_outbox');
    const found = await reconcile(database.appPool, engine, true);
    expect(found).toMatchObject({ missing: ['aaaaaaaaaa'], stale: ['bbbbbbbbbb'], extra: ['cccccccccc'] });
    await indexWaiting({ app: database.appPool, engines: [engine] });
    expect(await reconcile(database.appPool, engine)).toMatchObject({
      held: 2,
      missing: [],
      stale: [],
      extra: [],
    });
  });
});

describe('reindexing', () => {
  test('never shows a gap or a wrong answer to a reader, and misses no change', async () => {
    const forms = [...madeUpArchive(long ? 100_000 : 2_000, 6)];
    for (let at = 0; at < forms.length; at += 1_000)
      await shelve(database.appPool, forms.slice(at, at + 1_000));
    await reindex(database.appPool, engine);
    await database.appPool.query('DELETE FROM search_outbox');
    const expected = (await search('q=aleppo &facets=none')).total;
    expect(expected).toBeGreaterThan(10);

    let done = false;
    const totals = new Set<number>();
    const reader = (async () => {
      while (!done) totals.add((await search('q=aleppo &facets=none')).total);
    })();
    let change: Promise<unknown> | undefined;
    await reindex(database.appPool, engine, () => {
      change ??= shelve(database.appPool, [said('zzzzzzzzzz', 'brandnewword here')]).then(() =>
        seal(database.appPool, [forms[0]!.reference]),
      );
    });
    done = true;
    await Promise.all([reader, change]);
    // One of the made-up posts was withdrawn meanwhile: it may have held the word.
    for (const total of totals) expect(expected - total).toBeLessThanOrEqual(1);
    while ((await indexWaiting({ app: database.appPool, engines: [engine] })) > 0);
    expect((await search('q=brandnewword ')).total).toBe(1);
    expect(await reconcile(database.appPool, engine)).toMatchObject({ missing: [], stale: [], extra: [] });
    await expectCountsTrue();
    // Kept counts answer for what very many have, and agree with counting, also after changes.
    const { rows } = await database.appPool.query(
      "SELECT term FROM search.head WHERE term IN ('في', ':lang:ar')",
    );
    expect(rows.length).toBe(2);
    for (const [address, term] of [
      ['q=في ', 'في'],
      ['lang=ar', ':lang:ar'],
      ['', ':any'],
    ] as const) {
      const { rows: counted } = await database.appPool.query(
        'SELECT count(*)::int AS n FROM search.document WHERE terms @@ quote_literal($1)::tsquery',
        [term],
      );
      expect([address, (await search(address)).total]).toEqual([address, counted[0].n]);
    }
  }, 900_000);
});

/** The counts kept beside the records are what counting gives. */
async function expectCountsTrue(): Promise<void> {
  const { rows: words } = await database.appPool.query(
    `SELECT word, s.ndoc, w.docs FROM (SELECT * FROM ts_stat('SELECT terms FROM search.document')
        WHERE left(word, 1) NOT IN ('=', '#', ':', '^', '~', '&')) s FULL JOIN search.word w USING (word) WHERE s.ndoc IS DISTINCT FROM w.docs`,
  );
  expect(words).toEqual([]);
  const { rows: bundles } = await database.appPool.query(
    `SELECT b.id, b.docs, n.docs AS counted FROM search.bundle b FULL JOIN
       (SELECT of, count(*)::int FROM search.document d, unnest(ARRAY[${BUNDLES}]) of GROUP BY 1) n (id, docs)
       USING (id) WHERE b.docs IS DISTINCT FROM n.docs`,
  );
  expect(bundles).toEqual([]);
  const { rows: heads } = await database.appPool.query<{ term: string }>('SELECT term FROM search.head');
  for (const { term } of heads) {
    const { rows: wrong } = await database.appPool.query(
      `SELECT member, c.docs AS counted, t.docs FROM (
         SELECT member, count(*)::int AS docs FROM search.document d, unnest(ARRAY[${BUNDLES}]) bundle
           JOIN search.bundle b ON b.id = bundle, unnest(b.members) member
          WHERE d.terms @@ quote_literal($1)::tsquery GROUP BY member
       ) c FULL JOIN (SELECT * FROM search.tally WHERE term = $1) t USING (member) WHERE c.docs IS DISTINCT FROM t.docs`,
      [term],
    );
    expect([term, wrong]).toEqual([term, []]);
  }
}

function startWorker() {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.resolve('lib/search/testing/worker-process.ts')],
    {
      env: { ...process.env, TEST_APP_URL: database.urls.app, TEST_READING_URL: database.urls.reading },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return {
    works: new Promise((resolve) => child.stdout.once('data', resolve)),
    gone: new Promise((resolve) => child.once('exit', resolve)),
    kill: () => child.kill('SIGKILL'),
  };
}
