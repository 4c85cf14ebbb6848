import pg from 'pg';
import { EngineAway, SearchTooSlow } from '../engine';
import { CHECK_LAYOUT, OTHER_LAYOUT, TABLES } from './postgres-tables';

/** No query runs longer than this (milliseconds), whatever is asked. */
const QUERY_TIMEOUT = 2_000;

// A lexeme is looked up in the index and never row by row: `terms` lies outside the rows, and the planner
// does not count what fetching it costs, so each comparison is priced at what it really takes.
const PLANNING =
  "SET LOCAL jit = off; SET LOCAL cpu_operator_cost = 0.1; SET LOCAL random_page_cost = 1.1; SET LOCAL work_mem = '32MB'; SET LOCAL max_parallel_workers_per_gather = 0";

/** For what reads very much: to start other processes takes some ten milliseconds, more than most answers take. */
export const WITH_WORKERS = 'SET LOCAL max_parallel_workers_per_gather TO DEFAULT';

// All tables are locked before the snapshot is taken, so that a rebuild that swaps them waits for this
// answer, or this answer waits for it and sees the new ones whole. The limit of the whole answer is the
// server's where it has one (PostgreSQL 17): it ends the session, so that of a single statement comes first.
const beginSnapshot = (timeout: number) => `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL statement_timeout = ${Math.ceil(timeout * 0.95)}; ${PLANNING};
  LOCK TABLE ${TABLES.map((table) => `search.${table}`)} IN ACCESS SHARE MODE;
  ${CHECK_LAYOUT};
  SELECT set_config('transaction_timeout', '${timeout}', true)
   WHERE current_setting('transaction_timeout', true) IS NOT NULL`;

/**
 * One snapshot for all parts of an answer, so that total, facets and page agree whatever is published
 * meanwhile. The `opening` statements are asked in the round trip that begins it, and `work` gets what they
 * gave. Throws `SearchTooSlow` past `timeout` (milliseconds), `EngineAway` when the database does not answer.
 */
export async function inSnapshot<Value>(
  reading: pg.Pool,
  timeout: number | undefined,
  opening: string,
  work: (client: pg.ClientBase, opened: pg.QueryResult[]) => Promise<Value>,
): Promise<Value> {
  return named(async () => {
    const client = await reading.connect();
    let broken: Error | undefined;
    // A session that the server ends between two statements says so here, and unheard it ends the process.
    const ended = (error: Error) => {
      broken ??= error;
    };
    client.on('error', ended);
    const end = async (statement: 'COMMIT' | 'ROLLBACK') => {
      await client.query(statement).catch(ended);
      // A connection that cannot even roll back is not given to the next reader.
      client.release(broken);
      client.off('error', ended);
    };
    try {
      // Several statements in one message give a list of results.
      const opened = await client.query(`${beginSnapshot(timeout ?? QUERY_TIMEOUT)}; ${opening}`);
      const value = await work(client, opened as unknown as pg.QueryResult[]);
      // Nothing was changed, so nobody need wait for the end, and what is asked next is sent before it.
      setImmediate(() => void end('COMMIT'));
      return value;
    } catch (error) {
      const first = broken ?? error;
      await end('ROLLBACK');
      throw first;
    }
  });
}

/** Changes the index in one transaction, one writer at a time. */
export async function inTransaction(
  pool: pg.Pool,
  work: (client: pg.ClientBase) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    // The worker, the reconciler and a rebuild's last step never write at the same time.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('sawt search write'))");
    await client.query(CHECK_LAYOUT).catch(noIndexOfOurs);
    await work(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What `CHECK_LAYOUT` found, or that there is no index yet, as `EngineAway`; throws every other error as it is. */
export function noIndexOfOurs(error: unknown): never {
  const { code } = error instanceof pg.DatabaseError ? error : { code: undefined };
  if (code === OTHER_LAYOUT)
    throw new EngineAway('The search index is of another version of the archive.', { cause: error });
  if (code === '42P01' || code === '3F000')
    throw new EngineAway('There is no search index yet.', { cause: error });
  throw error;
}

// A statement past its time, and a transaction past its.
const TOO_SLOW = ['57014', '25P04'];

async function named<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof pg.DatabaseError) {
      if (TOO_SLOW.includes(error.code ?? ''))
        throw new SearchTooSlow('The search took too long.', { cause: error });
      if (error.code === OTHER_LAYOUT) noIndexOfOurs(error);
      // Connection failures (08), shutting down (57P), no room (53), and tables not made yet (42P01).
      if (!/^(08|57P|53|42P01|3F000)/.test(error.code ?? '')) throw error;
    }
    throw new EngineAway('The database does not answer.', { cause: error });
  }
}
