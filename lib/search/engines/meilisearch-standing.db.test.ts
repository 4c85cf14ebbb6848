import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { sampleTestimony } from '@/lib/reading/testing/sample-archive';
import { indexWaiting } from '../index-worker';
import { shelve } from '../testing/shelve';
import { lookUp, type Vocabulary } from './expand-words';
import { holds, standingGround } from './meilisearch-standing';
import { postgresEngine } from './postgres';
import { ensureSearchTables } from './postgres-tables';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await ensureSearchTables(database.appPool);
});
afterAll(() => database?.close());

test('a word is remembered only while nothing is published and nothing waits to be indexed', async () => {
  let now = 0;
  const { appPool: app, readingPool: reading } = database;
  const ground = standingGround(reading, () => now);
  const postgres = postgresEngine({ app, reading, isName: () => false });
  const publish = (reference: string) => shelve(app, [sampleTestimony({ reference, text: 'no water' })]);
  const sql = lookUp([
    { kind: 'word', form: 'water', readings: [], prefix: false, negated: false, shown: 'water' },
  ]);
  const docs = async () => {
    const { rows } = await ground.words.query<Vocabulary>(sql);
    return rows.flatMap((row) => (row.near === '' ? [row.docs] : []));
  };

  await publish('aaaaaaaaaa');
  const waiting = await ground.read();
  expect([ground.last(), await docs()]).toEqual([null, []]);

  await indexWaiting({ app, engines: [postgres] });
  const indexed = await ground.read();
  expect(ground.last()).toEqual(indexed);
  expect(holds(waiting, indexed)).toBe(true);
  expect(await docs()).toEqual([1]);
  // Another hand in the vocabulary is not seen: it is the memory that answers. It lasts a minute.
  await app.query("UPDATE search.word SET docs = 7 WHERE word = 'water'");
  expect(await docs()).toEqual([1]);
  now += 61_000;
  expect([ground.last(), await docs()]).toEqual([null, [7]]);

  await ground.read();
  expect(await docs()).toEqual([7]);
  await publish('bbbbbbbbbb');
  expect(holds(indexed, await ground.read())).toBe(false);
  expect(ground.last()).toBeNull();
  await indexWaiting({ app, engines: [postgres] });
  await ground.read();
  expect(await docs()).toEqual([8]);
});

test('what is withdrawn and was not left out makes an answer invalid', () => {
  const standing = (...excluded: string[]) => ({ revision: '5', excluded });
  expect(holds(standing(), standing('aaaaaaaaaa'))).toBe(false);
  expect(holds(standing('aaaaaaaaaa'), standing('aaaaaaaaaa'))).toBe(true);
  expect(holds(standing('aaaaaaaaaa'), standing())).toBe(true);
});
