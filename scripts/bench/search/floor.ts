import type pg from 'pg';
import type { SearchEngine } from '@/lib/search/engine';

/**
 * What no answer can do without, each by itself (milliseconds, the median of a hundred): the search server asked
 * for nothing, PostgreSQL asked for nothing, and twenty records read by reference and written as JSON, as each
 * answer reads its hits again. An answer is at most 1.3 times what the engine takes only where that is much longer.
 */
export async function floorOf(engine: SearchEngine, reading: pg.Pool): Promise<string> {
  const { rows } = await reading.query<{ key: string }>(
    "SELECT key FROM public_form WHERE kind = 'testimony' AND current ORDER BY key LIMIT 20",
  );
  const text = "SELECT key, form FROM public_form WHERE kind = 'testimony' AND current AND key = ANY($1)";
  const values = [rows.map(({ key }) => key)];
  const server = await median(() => engine.ping());
  const database = await median(() => reading.query('SELECT 1'));
  const records = await median(async () =>
    JSON.stringify((await reading.query({ name: 'floor', text, values })).rows),
  );
  return `the server asked for nothing ${server} ms, PostgreSQL asked for nothing ${database} ms, twenty records as JSON ${records} ms`;
}

async function median(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let at = 0; at < 120; at += 1) {
    const started = performance.now();
    await work();
    // The first ones open connections and warm up.
    if (at >= 20) times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[50]!.toFixed(2);
}
