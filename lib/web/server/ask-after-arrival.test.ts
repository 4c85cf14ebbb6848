import { describe, expect, it } from 'vitest';
import { askAfterArrival } from './ask-after-arrival';

function controlled() {
  const asked: ((answer: number) => void)[] = [];
  const failing: ((error: Error) => void)[] = [];
  const ask = askAfterArrival(
    () =>
      new Promise<number>((resolve, reject) => {
        asked.push(resolve);
        failing.push(reject);
      }),
  );
  return { ask, asked, failing };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a question shared by those who ask', () => {
  it('is never answered from before one of them arrived', async () => {
    const { ask, asked } = controlled();
    const first = ask();
    const late = ask();
    asked[0]?.(1);
    expect(await first).toBe(1);
    await turn();
    expect(asked).toHaveLength(2);
    asked[1]?.(2);
    expect(await late).toBe(2);
  });

  it('is asked once for all who wait together', async () => {
    const { ask, asked } = controlled();
    const first = ask();
    const waiting = Array.from({ length: 100 }, () => ask());
    asked[0]?.(1);
    await first;
    await turn();
    asked[1]?.(2);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([2]));
    expect(asked).toHaveLength(2);
  });

  it('is asked again after it failed', async () => {
    const { ask, asked, failing } = controlled();
    const first = ask();
    const second = ask();
    failing[0]?.(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await turn();
    asked[1]?.(2);
    expect(await second).toBe(2);
    const third = ask();
    asked[2]?.(3);
    expect(await third).toBe(3);
  });
});
