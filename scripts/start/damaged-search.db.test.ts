import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { type Env, readEnv } from '@/lib/env';
import { sampleTestimony } from '@/lib/reading/testing/sample-archive';
import { openIndexing, openSearch } from '@/lib/search/choose-engine';
import { indexWaiting } from '@/lib/search/index-worker';
import { readSearchParameters } from '@/lib/search/parameters';
import { compareIndexes, prepareIndex } from '@/lib/search/prepare-index';
import { searchTestimonies } from '@/lib/search/search-testimonies';
import { hasMeilisearch } from '@/lib/search/testing/meilisearch-server';
import { seal, shelve } from '@/lib/search/testing/shelve';
import { chooseSearch } from './search';

const SHOWN = 'aaaaaaaaaa';
const HIDDEN = 'bbbbbbbbbb';
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'sawt-damaged-'));
  await shelve(database.appPool, [
    sampleTestimony({ reference: SHOWN, text: 'no water in the well' }),
    sampleTestimony({ reference: HIDDEN, text: 'no bread, water alone' }),
  ]);
  await seal(database.appPool, [HIDDEN]);
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

const settings = (given: Partial<Env>) => ({ SEARCH_ENGINE: 'auto', ...given }) as const;
const indexing = (given: Partial<Env>) =>
  openIndexing(settings(given), { app: database.appPool, reading: database.readingPool });

async function found(words: string, given: Partial<Env> = {}, reading = database.readingPool) {
  const parameters = readSearchParameters(new URLSearchParams({ q: words }));
  if (!parameters.ok) throw new Error('these words cannot be searched for');
  const house = openSearch(settings(given), reading);
  const answer = await searchTestimonies(parameters.value, house);
  if (!answer.ok) throw new Error(answer.message);
  return { engine: answer.value.engine, references: answer.value.items.map(({ form }) => form.reference) };
}

describe('a damaged index', () => {
  it('of PostgreSQL shows nothing that is not public, and is put right by the next comparison', async () => {
    await prepareIndex(indexing({}));
    await indexWaiting(indexing({}));
    expect((await found('water')).references).toEqual([SHOWN]);
    // What is shown is gone from it, and what is hidden stands in it under the words of the other.
    await database.appPool.query('UPDATE search.document SET reference = $2 WHERE reference = $1', [
      SHOWN,
      HIDDEN,
    ]);
    expect((await found('water')).references).not.toContain(HIDDEN);
    // The row rule hides it from the readers' role; so does the reading itself, asked by a role that sees all.
    expect((await found('water', {}, database.appPool)).references).not.toContain(HIDDEN);
    expect(await compareIndexes(indexing({}))).toBeGreaterThan(0);
    await indexWaiting(indexing({}));
    expect((await found('water')).references).toEqual([SHOWN]);
    expect(await compareIndexes(indexing({}))).toBe(0);
  });

  it('of Meilisearch is set aside when it does not start with it, and filled again', async (test) => {
    if (!(await hasMeilisearch()) || process.env.MEILI_URL)
      return test.skip('there is no meilisearch program on the PATH');
    const env = readEnv({ DATA_DIR: folder });
    if (!env.ok) throw new Error(env.message);
    const first = await chooseSearch(env.value);
    await prepareIndex(indexing(first.environment as Partial<Env>));
    await indexWaiting(indexing(first.environment as Partial<Env>));
    expect(await found('water', first.environment as Partial<Env>)).toEqual({
      engine: 'meilisearch',
      references: [SHOWN],
    });
    await first.stop();
    // A disk that went wrong: every file of the index holds something else.
    const data = path.join(folder, 'meilisearch', 'data');
    for (const name of await readdir(data, { recursive: true })) {
      const file = path.join(data, name);
      if ((await stat(file)).isFile()) await writeFile(file, Buffer.alloc(65_536, 0x5a));
    }
    const second = await chooseSearch(env.value);
    try {
      expect(second.description).toContain('set aside');
      const given = second.environment as Partial<Env>;
      // Until it is filled again PostgreSQL, or nobody, answers; never with what is hidden.
      expect((await found('water', given)).references).not.toContain(HIDDEN);
      await prepareIndex(indexing(given));
      await indexWaiting(indexing(given));
      expect(await found('water', given)).toEqual({ engine: 'meilisearch', references: [SHOWN] });
    } finally {
      await second.stop();
    }
  });
});
