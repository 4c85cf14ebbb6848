import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { listQueue } from './list-queue';
import { nextItem } from './next-item';
import { QUEUE_VIEWS, type QueueFilter } from './queue-filter';
import { fillQueue } from './testing/fill-queue';
import { ALL } from './testing/open-desk';

const LONG = process.env.SAWT_TEST_SIZE === 'long';
const WAITING = LONG ? 100_000 : 10_000;
/** Milliseconds, on a machine that does nothing else; in the small run it has the other tests to do. */
const WITHIN = LONG ? 200 : 5_000;
const CURATOR: UserActor = {
  type: 'user',
  id: '0193a000-0000-7000-8000-000000000001',
  name: 'curator',
  role: 'curator',
};
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await fillQueue(database.superUrl, WAITING);
}, 120_000);
afterAll(() => database.close());

/** The median of five, in milliseconds, after one that warms up. */
async function time(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[2]!;
}

describe(`a queue of ${WAITING} items`, () => {
  const views: [string, QueueFilter][] = [
    ...QUEUE_VIEWS.map((view): [string, QueueFilter] => [view, { ...ALL, view }]),
    ['of one accession', { ...ALL, accession: 'bulk-7' }],
    ['of one platform and language', { ...ALL, platform: 'telegram', lang: 'ar' }],
    ['of a person', { ...ALL, person: 'person 4711' }],
    ['of nobody', { ...ALL, person: 'nobody of this name' }],
    ['of high risk', { ...ALL, risk: 'high' }],
    ['of minors', { ...ALL, minor: 'yes' }],
    ['by age', { ...ALL, olderThanDays: 3 }],
  ];

  it.each(
    views,
  )('shows the shelf or filter “%s” in time, and what comes after its first page', async (_, filter) => {
    const first = await listQueue(CURATOR, filter, null, database.context);
    if (!first.ok) throw new Error(first.message);
    const { rows, total, next } = first.value;
    expect(rows.length).toBe(Math.min(50, total));
    const second = await listQueue(CURATOR, filter, next, database.context);
    if (!second.ok) throw new Error(second.message);
    if (next !== null) expect(second.value.rows.map(({ id }) => id)).not.toContain(rows[0]?.id);
    const took = await time(() => listQueue(CURATOR, filter, next, database.context));
    expect(took).toBeLessThan(WITHIN);
    const last = rows.at(-1);
    if (last) {
      expect(await time(() => nextItem(CURATOR, filter, last.id, database.context))).toBeLessThan(WITHIN);
    }
  });
});
