import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { sampleTestimony } from '@/lib/reading/testing/sample-archive';
import { openSearch } from '@/lib/search/choose-engine';
import { answerExport } from './export-answer';

// As many records as the issue names and, in the small run, fewer with longer words: the whole is several
// times what may be held of it.
const LONG = process.env.SAWT_TEST_SIZE === 'long';
const RECORDS = LONG ? 100_000 : 3_000;
const CHARACTERS = LONG ? 2_000 : 20_000;
const MAY_HOLD = 64 * 2 ** 20;
const MAY_GROW = 12 * 2 ** 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are in use once everything unused was let go. */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const middle = (looks: number[]) => looks.toSorted((a, b) => a - b)[Math.floor(looks.length / 2)] ?? 0;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const form = sampleTestimony({ reference: '0000000000', text: '' });
  const client = new pg.Client({ connectionString: database.superUrl });
  await client.connect();
  // Triggers would fill the outbox of the search index too, which says nothing about an export.
  await client.query('SET session_replication_role = replica');
  await client.query(
    `INSERT INTO public_form (kind, key, version, form, digest)
     SELECT 'testimony', reference, 1,
       $1::jsonb || jsonb_build_object('reference', reference, 'text', repeat(md5(n::text) || ' ', $2::int / 33)), ''
     FROM (SELECT n, lpad(n::text, 10, '0') AS reference FROM generate_series(1, $3::int) n) AS numbers`,
    [JSON.stringify(form), CHARACTERS, RECORDS],
  );
  await client.end();
});
afterAll(() => database?.close());

const stream = (format: string) => {
  const house = openSearch({ SEARCH_ENGINE: 'postgres' }, database.readingPool);
  const { body } = answerExport(house, new Request(`http://localhost/api/v1/export?format=${format}`));
  if (body === null) throw new Error('no body');
  return body.getReader();
};

it.each(
  LONG ? ['jsonl', 'csv', 'csl-json'] : ['jsonl', 'csl-json'],
)('an export as %s holds a little of itself at a time, from its beginning to its end', async (format) => {
  const before = held();
  const reader = stream(format);
  const looks: number[] = [];
  let bytes = 0;
  let lines = 0;
  let began = Number.POSITIVE_INFINITY;
  for (let part = 0; ; part += 1) {
    const { value, done } = await reader.read();
    if (done) break;
    bytes += value.length;
    for (let at = value.indexOf(10); at !== -1; at = value.indexOf(10, at + 1)) lines += 1;
    if (part % (LONG ? 10 : 1) === 0) looks.push(held() - before);
    if (part === 0) began = bytes;
  }
  expect(lines, 'all records').toBeGreaterThanOrEqual(RECORDS);
  expect(began, 'begins before it is whole').toBeLessThan(bytes / 2);
  if (format !== 'csl-json') expect(bytes).toBeGreaterThan(RECORDS * CHARACTERS * 0.9);
  expect(Math.max(...looks), 'held at most').toBeLessThan(MAY_HOLD);
  const third = Math.floor(looks.length / 3);
  const growth = middle(looks.slice(-third)) - middle(looks.slice(third, 2 * third));
  expect(growth, 'more at the end than at the beginning').toBeLessThan(MAY_GROW);
});

it('an export waits for a reader who takes nothing', async () => {
  const before = held();
  const reader = stream('jsonl');
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(held() - before).toBeLessThan(MAY_HOLD / 2);
  await reader.cancel();
});
