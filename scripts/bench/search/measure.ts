import type { BenchQuery } from './queries';

/** An engine as it is measured. */
export interface Searched {
  name: string;
  /** Size and rate, in words. */
  facts: string;
  /** Asked so many queries of each kind, the first twice and the others once: an engine that takes seconds. */
  asked?: number;
  /** Answers a query and gives how many it found; null where it cannot be asked so. */
  ask(query: BenchQuery): Promise<number | null> | number | null;
  /** What the engine itself takes for all that it was asked since this was asked last. */
  worked?(): Promise<Worked>;
  /** What it holds of memory now, in MiB; null where the system does not tell. */
  memory(): number | null;
}

/** Milliseconds of an engine alone for the same requests, those that it says it took, and how many requests they were. */
export interface Worked {
  over: number;
  says: number;
  requests: number;
}

/** What an engine gives for a query that it gave up. */
export const REFUSED = -1;

export interface Measured {
  name: string;
  facts: string;
  /** MiB after all queries. */
  memory: number | null;
  kinds: {
    kind: string;
    p50: number;
    p95: number;
    most: number;
    found: number;
    refused: number;
    /** Per query on average: the whole answer, and what the engine took of it. */
    own?: Worked & { whole: number; times: number };
  }[];
  /** Kinds in which it finds another number than the first engine does, in how many queries. */
  differs: Record<string, number>;
  totals: Record<string, number>;
}

/**
 * Asks every query twice and takes the second time: the first fills the caches that a running archive has filled.
 */
export async function measure(
  engine: Searched,
  queries: BenchQuery[],
  first: Measured | null,
): Promise<Measured> {
  const times = new Map<string, number[]>();
  const found = new Map<string, number>();
  const totals: Record<string, number> = {};
  const worked = new Map<string, Worked>();
  const refused = new Map<string, number>();
  const differs: Record<string, number> = {};
  for (const query of queries) {
    if (engine.asked !== undefined && (times.get(query.kind)?.length ?? 0) >= engine.asked) continue;
    if (engine.asked === undefined || !times.has(query.kind)) await engine.ask(query);
    await engine.worked?.();
    const started = performance.now();
    const total = await engine.ask(query);
    if (total === null) continue;
    times.set(query.kind, [...(times.get(query.kind) ?? []), performance.now() - started]);
    if (engine.worked) worked.set(query.kind, added(worked.get(query.kind), await engine.worked()));
    if (total === REFUSED) refused.set(query.kind, (refused.get(query.kind) ?? 0) + 1);
    found.set(query.kind, (found.get(query.kind) ?? 0) + Math.max(0, total));
    totals[query.address] = total;
    if (first && first.totals[query.address] !== total) differs[query.kind] = (differs[query.kind] ?? 0) + 1;
  }
  const kinds = [...times].map(([kind, taken]) => {
    const sum = taken.reduce((all, one) => all + one, 0);
    taken.sort((a, b) => a - b);
    return {
      kind,
      p50: taken[Math.floor(taken.length / 2)]!,
      p95: taken[Math.floor(taken.length * 0.95)]!,
      most: taken.at(-1)!,
      refused: refused.get(kind) ?? 0,
      ...(worked.has(kind) ? { own: perQuery(worked.get(kind)!, sum, taken.length) } : {}),
      found: Math.round(found.get(kind)! / taken.length),
    };
  });
  const memory = engine.memory();
  process.stderr.write(
    `${engine.name}\n${kinds.map((one) => `  ${one.kind}: ${one.p50.toFixed(1)} / ${one.p95.toFixed(1)} / ${one.most.toFixed(1)} ms, ${one.found} found, ${one.refused} refused${one.own ? `; ${tellOwn(one.own)}` : ''}`).join('\n')}\n`,
  );
  return { name: engine.name, facts: engine.facts, memory, kinds, differs, totals };
}

function added(before: Worked | undefined, more: Worked): Worked {
  const { over, says, requests } = before ?? { over: 0, says: 0, requests: 0 };
  return { over: over + more.over, says: says + more.says, requests: requests + more.requests };
}

function perQuery({ over, says, requests }: Worked, sum: number, asked: number) {
  return {
    whole: sum / asked,
    over: over / asked,
    says: says / asked,
    requests: requests / asked,
    times: sum / Math.max(1, over),
  };
}

/** What an answer took, what the engine took of it, and the ratio of the two. */
export function tellOwn({
  whole,
  over,
  says,
  requests,
  times,
}: NonNullable<Measured['kinds'][number]['own']>): string {
  return `${whole.toFixed(1)} ms whole, ${over.toFixed(1)} ms the engine alone over HTTP (${says.toFixed(1)} ms as it says) in ${requests.toFixed(1)} requests: ${times.toFixed(2)} ×`;
}
