import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '@/lib/db/testing/database';
import { slipsAllowed, slipsBetween } from '../slips';
import { randomNumbers } from '../testing/random-numbers';
import { nearWords } from './near-words';
import { ensureSearchTables } from './postgres-tables';
import { letterMask } from './terms';

let database: Awaited<ReturnType<typeof openTestDatabase>>;

beforeAll(async () => {
  database = await openTestDatabase();
  await ensureSearchTables(database.appPool);
});
afterAll(() => database?.close());

const random = randomNumbers(31);
const below = (end: number) => Math.floor(random() * end);

/** The word after one slip at a place of chance: few letters, so that slips also meet what is there already. */
function slipped(word: string, letters: string): string {
  const at = below(word.length);
  const letter = letters[below(letters.length)]!;
  const [before, here, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)];
  switch (below(4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + here + after;
    case 2:
      return before + letter + after;
    default:
      return before + after.slice(0, 1) + here + after.slice(1);
  }
}

test('asks the vocabulary for every word within the slips allowed, wherever they are', async () => {
  const letters = ['abco', 'حصارب'];
  const asked = letters.flatMap((some) =>
    [5, 6, 7, 8, 9, 10, 11, 12, 15].map((length) => ({
      some,
      form: Array.from({ length }, () => some[below(some.length)]!).join(''),
    })),
  );
  const each = process.env.SAWT_TEST_SIZE === 'long' ? 5_000 : 400;
  const words = new Set(
    asked.flatMap(({ form, some }) =>
      Array.from({ length: each }, (_, at) => {
        const [one, two] = [slipped(form, some), slipped(slipped(form, some), some)];
        return [one, two, slipped(two, some)][at % 3]!;
      }),
    ),
  );
  await database.appPool.query(
    'INSERT INTO search.word SELECT word, 1, mask FROM unnest($1::text[], $2::bigint[]) t (word, mask)',
    [[...words], [...words].map((word) => letterMask(word).toString())],
  );
  for (const { form } of asked) {
    for (const prefix of [false, true]) {
      const slips = slipsAllowed(form);
      const near = [...words].filter((word) => (slipsBetween(form, word, slips, prefix) ?? 0) > 0);
      const { rows } = await database.readingPool.query(nearWords({ form, slips, prefix }, 'asked'));
      const found = new Set(rows.map(({ word }) => word));
      expect(near.length).toBeGreaterThan(20);
      expect(
        near.filter((word) => !found.has(word)),
        `${form}, ${prefix ? 'begun' : 'whole'}`,
      ).toEqual([]);
    }
  }
});
