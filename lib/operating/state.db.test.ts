import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { readState } from './read-state';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('the state of an archive counts what waits and how long, and knows of no backup before the first', async () => {
  expect(await readState(database.appPool)).toMatchObject({
    waitingItems: 0,
    oldestWaiting: null,
    sinceBackup: null,
  });
  await stageItem(database.context, { text: 'waits', speaker: 'Somebody' });
  const state = await readState(database.appPool);
  expect(state.waitingItems).toBe(1);
  expect(state.oldestWaiting).toBeGreaterThanOrEqual(0);
});
