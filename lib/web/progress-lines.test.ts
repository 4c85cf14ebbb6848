import { expect, it, vi } from 'vitest';
import { log } from '@/lib/log';
import { progressLines } from './progress-lines';

it('gives a line for each step, and a last one with the end', async () => {
  const answer = progressLines(async (tell: (step: { records: number }) => void) => {
    tell({ records: 1_000 });
    tell({ records: 2_000 });
    return { to: '/desk' };
  });
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  expect(await answer.text()).toBe('{"records":1000}\n{"records":2000}\n{"to":"/desk"}\n');
});

it('ends without a last line when the work fails, so that nobody takes it for done', async () => {
  const logged = vi.spyOn(log, 'error').mockImplementation(() => {});
  const answer = progressLines(async (tell: (step: { records: number }) => void) => {
    tell({ records: 1_000 });
    throw new Error('the database went away');
  });
  await expect(answer.text()).rejects.toThrow('went away');
  expect(logged).toHaveBeenCalledOnce();
});

it('lets the work go on to its end when nobody listens any more', async () => {
  const done: number[] = [];
  let goOn = () => {};
  const left = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    const answer = progressLines(async (tell: (step: { records: number }) => void) => {
      tell({ records: 1 });
      await left;
      for (const records of [2, 3]) {
        tell({ records });
        done.push(records);
      }
      queueMicrotask(resolve);
      return { to: '/desk' };
    });
    void answer.body!.cancel().then(goOn);
  });
  await ended;
  expect(done).toEqual([2, 3]);
});
