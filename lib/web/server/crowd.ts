import type { ServerResponse } from 'node:http';

/** Bounds on what one process answers at once. */
export interface CrowdBounds {
  /** More than this at once is a flood, whose end nobody would wait for. */
  most: number;
  /** From here on it is crowded, and one place may hold only its share. */
  crowded: number;
  /** How many answers one place may have under way while it is crowded. */
  share: number;
}

export const CROWD: CrowdBounds = { most: 1_000, crowded: 250, share: 50 };

/** What watches the archive gets in always: it must see a flood. */
const WATCHING = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Bounds what is under way at once in this process: each that is turned away is told when to come back,
 * in a millisecond and without the memory that answering takes. While it is crowded, whoever already
 * holds a share is turned away first, so that one flooder does not shut the door for all; in quiet times
 * nobody is limited, since a thousand readers may come from one address (decision 17). `mark` names nobody
 * (client-mark.ts), and is kept only for as long as an answer to it is under way.
 */
export function crowd(bounds: CrowdBounds = CROWD) {
  const held = new Map<string, number>();
  let all = 0;
  return {
    /** Whether this request is answered; if so it counts until its answer is over. */
    admits(mark: string, pathname: string, response: ServerResponse): boolean {
      if (WATCHING.has(pathname)) return true;
      const mine = held.get(mark) ?? 0;
      if (all >= bounds.most || (all >= bounds.crowded && mine >= bounds.share)) return false;
      all += 1;
      held.set(mark, mine + 1);
      response.once('close', () => {
        all -= 1;
        const left = (held.get(mark) ?? 1) - 1;
        if (left === 0) held.delete(mark);
        else held.set(mark, left);
      });
      return true;
    },
    /** How many places have something under way: nothing is kept of the others. */
    places: () => held.size,
  };
}
