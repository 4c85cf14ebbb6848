import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { noteIndexDrift } from './index-drift';
import { metricsText } from './metrics-text';
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
    indexDrift: null,
  });
  await stageItem(database.context, { text: 'waits', speaker: 'Somebody' });
  const state = await readState(database.appPool);
  expect(state.waitingItems).toBe(1);
  expect(state.oldestWaiting).toBeGreaterThanOrEqual(0);
});

it('the state says how many records the index differed by, and the metrics show it', async () => {
  await noteIndexDrift(database.context, 3);
  const state = await readState(database.appPool);
  expect(state.indexDrift).toBe(3);
  expect(state.sinceComparison).toBeGreaterThanOrEqual(0);
  const nothing = { answers: new Map(), within: [], seconds: 0, underWay: 0 };
  expect(metricsText(nothing, state, 1)).toContain('\nsawt_index_drift_records 3\n');
});
