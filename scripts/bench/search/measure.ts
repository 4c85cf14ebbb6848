import type { BenchQuery } from './queries';

/** An engine as it is measured. */
export interface Searched {
  name: string;
  /** Size and rate, in words. */
  facts: string;
  /** Answers a query and gives how many it found; null where it cannot be asked so. */
  ask(query: BenchQuery): Promise<number | null> | number | null;
}

export interface Measured {
  name: string;
  facts: string;
  kinds: { kind: string; p50: number; p95: number; most: number; found: number }[];
  /** Kinds in which it finds another number than the first engine does, in how many queries. */
  differs: Record<string, number>;
  totals: Record<string, number>;
}

/** Asks every query twice and takes the second time: the first fills the caches that a running archive has filled. */
export async function measure(
  engine: Searched,
  queries: BenchQuery[],
  first: Measured | null,
): Promise<Measured> {
  const times = new Map<string, number[]>();
  const found = new Map<string, number>();
  const totals: Record<string, number> = {};
  const differs: Record<string, number> = {};
  for (const query of queries) {
    const total = await engine.ask(query);
    if (total === null) continue;
    const started = performance.now();
    await engine.ask(query);
    times.set(query.kind, [...(times.get(query.kind) ?? []), performance.now() - started]);
    found.set(query.kind, (found.get(query.kind) ?? 0) + total);
    totals[query.address] = total;
    if (first && first.totals[query.address] !== total) differs[query.kind] = (differs[query.kind] ?? 0) + 1;
  }
  const kinds = [...times].map(([kind, taken]) => {
    taken.sort((a, b) => a - b);
    return {
      kind,
      p50: taken[Math.floor(taken.length / 2)]!,
      p95: taken[Math.floor(taken.length * 0.95)]!,
      most: taken.at(-1)!,
      found: Math.round(found.get(kind)! / taken.length),
    };
  });
  process.stderr.write(
    `${engine.name}\n${kinds.map((one) => `  ${one.kind}: ${one.p50.toFixed(1)} / ${one.p95.toFixed(1)} / ${one.most.toFixed(1)} ms, ${one.found} found`).join('\n')}\n`,
  );
  return { name: engine.name, facts: engine.facts, kinds, differs, totals };
}
