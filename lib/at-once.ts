/** More asked for something than it does at once, and than it lets wait: come back in a moment. */
export class TooManyAtOnce extends Error {
  override readonly name = 'TooManyAtOnce';
}

/**
 * Bounds what is done at the same time: `running` at once, `waiting` more in the order in which they came.
 * Whoever comes beyond that is refused at once with TooManyAtOnce, since a queue without an end answers
 * nobody in time and takes the memory of all.
 */
export function atOnce({ running: most, waiting: queue }: { running: number; waiting: number }) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (running >= most) {
      if (waiting.length >= queue) throw new TooManyAtOnce('too many at once');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
