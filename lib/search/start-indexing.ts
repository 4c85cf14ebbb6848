import { setTimeout } from 'node:timers/promises';
import { type IndexHouse, type IndexLoop, keepIndexing } from './index-worker';
import { prepareIndex } from './prepare-index';

/**
 * Makes the indexes ready and then keeps them true until stopped. Where they cannot be made ready, the
 * database away or the index of a newer version, it is tried again after `poll` milliseconds and then ever
 * more rarely, a minute at most: a worker that gave up would live on and index nothing. `failed` hears of
 * each failure. Resolves when they are ready, or at once where `signal` says to stop.
 */
export async function startIndexing(
  house: IndexHouse,
  {
    signal,
    failed,
    poll = 1_000,
  }: { signal: AbortSignal; failed: (error: unknown, failures: number) => void; poll?: number },
): Promise<IndexLoop> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      await prepareIndex(house);
      return keepIndexing(house, { failed });
    } catch (error) {
      failures += 1;
      failed(error, failures);
      await pause(Math.min(poll * 2 ** (failures - 1), 60_000), signal);
    }
  }
  return { stop: async () => {} };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}
