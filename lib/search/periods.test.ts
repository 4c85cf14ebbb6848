import { expect, it } from 'vitest';
import { withEmptyPeriods } from './periods';

it('counts none in the months, and in the days, between those that have some', () => {
  const some = (...periods: string[]) => periods.map((period) => ({ period, count: 2 }));
  expect(withEmptyPeriods(some('2016-11', '2017-02'))).toEqual([
    { period: '2016-11', count: 2 },
    { period: '2016-12', count: 0 },
    { period: '2017-01', count: 0 },
    { period: '2017-02', count: 2 },
  ]);
  expect(withEmptyPeriods(some('2016-02-28', '2016-03-01')).map(({ count }) => count)).toEqual([2, 0, 2]);
  expect(withEmptyPeriods(some('2016-12'))).toEqual(some('2016-12'));
  expect(withEmptyPeriods([])).toEqual([]);
});
