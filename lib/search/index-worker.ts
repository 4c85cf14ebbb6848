import type pg from 'pg';
import type { SearchEngine } from './engine';
import { withIndexLock } from './index-lock';
import { readDocuments } from './read-documents';

/** Everything the worker needs: the working database and the engines to keep true, PostgreSQL first. */
export interface IndexHouse {
  app: pg.Pool;
  /** The PostgreSQL engine always, since searching falls back to it; the other where there is one. */
  engines: readonly [SearchEngine, ...SearchEngine[]];
}

interface Change {
  reference: string;
  revision: string;
}

const BATCH = 500;

/**
 * Tells the engines of changes that wait in the outbox: one batch, withdrawals first. A row is cleared
 * only when every engine has said that it is done and the record has not changed since; killed at any
 * point, the next call does the rest again, which is harmless. Gives how many rows were cleared; 0 also
 * when another worker is at it. Throws what an engine threw, after noting it in the rows.
 */
export async function indexWaiting(house: IndexHouse): Promise<number> {
  const cleared = await withIndexLock(house.app, async (client) => {
    const [first, ...others] = house.engines;
    // While another engine is away its rows stay; PostgreSQL must not wait behind them for new ones.
    const behind = await waiting(client, others.length > 0);
    await tell(client, first, behind);
    if (others.length === 0) return clear(client, behind);
    const changes = await waiting(client, false);
    for (const engine of others) await tell(client, engine, changes);
    return clear(client, changes);
  });
  return cleared ?? 0;
}

async function waiting(client: pg.ClientBase, notYetInPostgres: boolean): Promise<Change[]> {
  const { rows } = await client.query<Change>(
    notYetInPostgres
      ? `SELECT o.reference, o.revision FROM search_outbox o LEFT JOIN search.document d USING (reference)
          WHERE CASE o.operation WHEN 'delete' THEN d.reference IS NOT NULL
                ELSE d.revision IS DISTINCT FROM o.revision END
          ORDER BY o.operation, o.created_at LIMIT ${BATCH}`
      : `SELECT reference, revision FROM search_outbox ORDER BY operation, created_at LIMIT ${BATCH}`,
  );
  return rows;
}

async function tell(client: pg.ClientBase, engine: SearchEngine, changes: Change[]): Promise<void> {
  if (changes.length === 0) return;
  const references = changes.map(({ reference }) => reference);
  try {
    // What is published now decides, not what the row said when it was written.
    const upserts = await readDocuments(client, references);
    const published = new Set(upserts.map(({ reference }) => reference));
    await engine.write({ upserts, deletes: references.filter((reference) => !published.has(reference)) });
  } catch (error) {
    const told = `${engine.name}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500);
    await client.query(
      'UPDATE search_outbox SET attempts = attempts + 1, last_error = $2 WHERE reference = ANY($1)',
      [references, told],
    );
    throw error;
  }
}

/** Only rows that say the same as when they were read: a record changed meanwhile waits again. */
async function clear(client: pg.ClientBase, changes: Change[]): Promise<number> {
  if (changes.length === 0) return 0;
  const { rowCount } = await client.query(
    `DELETE FROM search_outbox o USING unnest($1::text[], $2::bigint[]) c (reference, revision)
      WHERE (o.reference, o.revision) = (c.reference, c.revision)`,
    [changes.map(({ reference }) => reference), changes.map(({ revision }) => revision)],
  );
  return rowCount ?? 0;
}

export interface IndexLoop {
  stop(): Promise<void>;
}

/**
 * Goes on telling the engines until stopped, looking every `poll` milliseconds: a question to a small
 * index, and unlike LISTEN it cannot miss anything on a half-open connection. After a change it looks again
 * in a quarter of that, and while an engine fails the pause grows to five seconds. `failed` hears of each failure.
 */
export function keepIndexing(
  house: IndexHouse,
  { poll = 200, failed }: { poll?: number; failed: (error: unknown, failures: number) => void },
): IndexLoop {
  const stopping = new AbortController();
  const running = (async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      let cleared = 0;
      try {
        cleared = await indexWaiting(house);
        failures = 0;
      } catch (error) {
        failures += 1;
        failed(error, failures);
      }
      // Where something changed, more is on its way: it would wait for the pause and the work after it.
      const rest = cleared > 0 ? poll / 4 : Math.min(poll * 2 ** failures, 5_000);
      if (cleared < BATCH) await pause(rest, stopping.signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
