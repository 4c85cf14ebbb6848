import { expect, it } from 'vitest';
import { oneAhead } from './one-ahead';

async function* count(to: number, log: string[] = []): AsyncGenerator<number> {
  try {
    for (let n = 1; n <= to; n += 1) {
      log.push(`made ${n}`);
      yield n;
    }
    throw new Error('worn out');
  } finally {
    log.push('closed');
  }
}

it('makes the next while the one before is dealt with, and never two', async () => {
  const log: string[] = [];
  for await (const n of oneAhead(count(9, log))) {
    await new Promise(setImmediate);
    log.push(`dealt with ${n}`);
    if (n === 2) break;
  }
  expect(log).toEqual(['made 1', 'made 2', 'dealt with 1', 'made 3', 'dealt with 2', 'closed']);
});

it('fails where its source fails, after everything that came before', async () => {
  const seen: number[] = [];
  const all = async () => {
    for await (const n of oneAhead(count(3))) seen.push(n);
  };
  await expect(all()).rejects.toThrow('worn out');
  expect(seen).toEqual([1, 2, 3]);
});
