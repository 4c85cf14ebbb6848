import type pg from 'pg';

const WRITING = "hashtext('sawt search index')";
const BUILDING = "hashtext('sawt search rebuild')";

/**
 * Does `work` as the only one who writes the index, with the connection that holds the lock. Gives null
 * at once when another has it, or waits for it where `wait` says so. The lock goes with the connection,
 * so that a killed worker leaves none behind.
 */
export function withIndexLock<Value>(
  app: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Value>,
  wait = false,
): Promise<Value | null> {
  return locked(app, WRITING, work, wait);
}

/** Does `work` as the only one who builds an index beside the one in use; null at once when another does. */
export function withRebuildLock<Value>(app: pg.Pool, work: () => Promise<Value>): Promise<Value | null> {
  return locked(app, BUILDING, work, false);
}

async function locked<Value>(
  app: pg.Pool,
  lock: string,
  work: (client: pg.PoolClient) => Promise<Value>,
  wait: boolean,
): Promise<Value | null> {
  const client = await app.connect();
  let broken: Error | undefined;
  try {
    if (wait)
      await client.query(`SET lock_timeout = 0; SELECT pg_advisory_lock(${lock}); RESET lock_timeout`);
    else {
      const { rows } = await client.query(`SELECT pg_try_advisory_lock(${lock}) AS mine`);
      if (!rows[0].mine) return null;
    }
    try {
      return await work(client);
    } finally {
      await client.query(`SELECT pg_advisory_unlock(${lock})`).catch((error: Error) => {
        broken = error;
      });
    }
  } finally {
    client.release(broken);
  }
}
