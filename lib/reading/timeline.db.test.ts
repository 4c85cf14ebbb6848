import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { insertForms, sampleDate, sampleTestimony } from './testing/sample-archive';
import { readTimeline } from './timeline';

const DATES = [
  '2016-12-14T19:05',
  '2016-12-14',
  '2016-12-14T02:30',
  '2016-12-14T11:00/2016-12-14T13:00',
  '2016-12-01T00:30',
  null,
];

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const forms = DATES.map((edtf, at) =>
    sampleTestimony({ reference: `000000000${at}`, text: 'words', date: sampleDate(edtf) }),
  );
  await insertForms(database.appPool, forms);
});
afterAll(() => database.close());

it('a day’s hours stand in their order after what is known of the day alone, by clocks of Damascus', async () => {
  const { months, undated } = await readTimeline(database.reading);
  expect(months.map(({ month }) => month)).toEqual(['2016-12']);
  const shown = months[0]?.groups.map(({ date, firstDay, exact, hours }) => [
    date.edtf,
    firstDay,
    exact,
    hours,
  ]);
  expect(shown).toEqual([
    ['2016-12-01T00:30', '2016-12-01', true, [0.5, 0.5]],
    ['2016-12-14', '2016-12-14', true, null],
    ['2016-12-14T02:30', '2016-12-14', true, [2.5, 2.5]],
    ['2016-12-14T11:00/2016-12-14T13:00', '2016-12-14', false, [11, 13]],
    ['2016-12-14T19:05', '2016-12-14', true, [19 + 5 / 60, 19 + 5 / 60]],
  ]);
  expect(undated.map(({ key }) => key)).toEqual(['0000000005']);
});
