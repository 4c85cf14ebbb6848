import { expect, it } from 'vitest';
import { atOnce, TooManyAtOnce } from './at-once';

it('so many are done at once, so many wait in order, and the rest are refused', async () => {
  const bounded = atOnce({ running: 2, waiting: 3 });
  const endings: (() => void)[] = [];
  const begun: number[] = [];
  const tries = [0, 1, 2, 3, 4, 5, 6].map((nth) =>
    bounded(async () => {
      begun.push(nth);
      await new Promise<void>((resolve) => endings.push(resolve));
      if (nth === 1) throw new Error('fails');
      return nth;
    }).catch((error: Error) => error),
  );
  expect(await tries[5]).toBeInstanceOf(TooManyAtOnce);
  expect(await tries[6]).toBeInstanceOf(TooManyAtOnce);
  expect(begun).toEqual([0, 1]);
  // One that fails lets the next in as well.
  for (let nth = 0; nth < 5; nth += 1) {
    endings[nth]!();
    await tries[nth];
    await Promise.resolve();
  }
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(await Promise.all([tries[0], tries[2], tries[4]])).toEqual([0, 2, 4]);
  const after = bounded(async () => 'goes on');
  expect(await after).toBe('goes on');
});
