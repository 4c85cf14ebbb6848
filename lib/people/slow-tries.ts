import { createHash } from 'node:crypto';
import type { Context } from '@/lib/context';
import { countTry } from './store';

/** What waiting needs of the world besides the context. */
export interface Patience {
  sleep: (milliseconds: number) => Promise<void>;
}
export const PATIENCE: Patience = {
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

// Tries for one thing from one place, one after another; more than this wait for nothing.
const WAITING_AT_MOST = 8;
const lines = new Map<string, { waiting: number; last: Promise<unknown> }>();

/**
 * Lets one try at guessing `what` through, after its delay: after three tries in a row each waits
 * longer, up to five seconds, and nobody is ever locked out: else whoever knows a curator's name could
 * keep the curator out. `from` is a mark of whence it comes that names nobody: tries from one place
 * stand in line. `work` learns its bucket, to forget it once the try was right, and how many tries in a
 * row this is. Gives null where too many stand in line already.
 */
export async function slowTry<Value>(
  what: string,
  from: string,
  context: Context,
  patience: Patience,
  work: (bucket: number, tries: number) => Promise<Value>,
): Promise<Value | null> {
  const bucket = bucketOf(what);
  return inLine(`${bucket} ${from}`, async () => {
    const tries = await countTry(context.db, bucket, context.clock());
    await patience.sleep(delayBefore(tries));
    return work(bucket, tries);
  });
}

/** How long the n-th try in a row waits, in milliseconds. */
export function delayBefore(tries: number): number {
  return tries <= 3 ? 0 : Math.min(250 * 2 ** (tries - 4), 5_000);
}

// 16 bits: enough that two people rarely share a delay, too few to tell which name was tried. People
// type passwords into the wrong field, and those must not be found again.
function bucketOf(what: string): number {
  return createHash('sha256').update(what).digest().readUInt16BE(0);
}

// Without the line a guesser would send a thousand tries at once, each waiting out the same delay.
async function inLine<Value>(key: string, work: () => Promise<Value>): Promise<Value | null> {
  const line = lines.get(key) ?? { waiting: 0, last: Promise.resolve() };
  if (line.waiting >= WAITING_AT_MOST) return null;
  line.waiting += 1;
  lines.set(key, line);
  const turn = line.last.then(work, work);
  line.last = turn.catch(() => {});
  try {
    return await turn;
  } finally {
    line.waiting -= 1;
    if (line.waiting === 0) lines.delete(key);
  }
}
