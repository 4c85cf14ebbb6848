import type { IncomingMessage, ServerResponse } from 'node:http';

/** Upper bounds of the histogram's buckets, in seconds. */
export const LATENCY_BOUNDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

export interface Traffic {
  /** `kind status-class` → answers. */
  answers: Map<string, number>;
  /** Answers that took at most the bound of the same place; the last counts all. */
  within: number[];
  seconds: number;
  underWay: number;
}

const KEY = Symbol.for('sawt.traffic');
const shared = globalThis as { [KEY]?: Traffic };

/** What this process answered since it began: counts alone, nothing of who asked or for what. */
export function traffic(): Traffic {
  // On the global object, since Next bundles its routes apart from the server that counts.
  shared[KEY] ??= {
    answers: new Map(),
    within: LATENCY_BOUNDS.map(() => 0).concat(0),
    seconds: 0,
    underWay: 0,
  };
  return shared[KEY];
}

/** Counts one request when its answer is whole or broken off. `kind` is one of a few words, never an address. */
export function countAnswer(kind: string, response: ServerResponse): void {
  const counts = traffic();
  const began = performance.now();
  counts.underWay += 1;
  response.once('close', () => {
    const took = (performance.now() - began) / 1000;
    counts.underWay -= 1;
    const key = `${kind} ${Math.floor(response.statusCode / 100)}xx`;
    counts.answers.set(key, (counts.answers.get(key) ?? 0) + 1);
    counts.seconds += took;
    for (const [at, bound] of [...LATENCY_BOUNDS, Number.POSITIVE_INFINITY].entries())
      if (took <= bound) counts.within[at]! += 1;
  });
}

// What a proxy adds: a request that carries one comes from elsewhere, though its connection is local.
const FORWARDING = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/** Whether a request was made on this very machine, without a proxy in between. */
export function isFromThisMachine(request: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const local = address === '::1' || address.startsWith('127.');
  return local && FORWARDING.every((name) => request.headers[name] === undefined);
}
