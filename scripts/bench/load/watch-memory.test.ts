import { describe, expect, it } from 'vitest';
import { isFlat, watchMemory } from './watch-memory';

describe('memory over a time', () => {
  it('is flat where it fills at first and swings after, and is not where it goes on growing', () => {
    const looks = (held: (nth: number) => number) => Array.from({ length: 30 }, (_, nth) => held(nth));
    expect(isFlat(looks((nth) => (nth < 10 ? 100 + 40 * nth : 500 + 100 * (nth % 2))))).toBe(true);
    expect(isFlat(looks((nth) => 300 + 15 * nth))).toBe(false);
  });

  it('of this very process is more than nothing, where the system tells', async (test) => {
    if (process.platform !== 'linux') return test.skip('only Linux tells what a process holds');
    const held = await watchMemory({ here: process.pid }, Date.now() + 30);
    expect(Math.min(...(held.get('here') ?? []))).toBeGreaterThan(10);
  });
});
