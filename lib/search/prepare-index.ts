import { EngineAway } from './engine';
import { ensureSearchTables } from './engines/postgres-tables';
import type { IndexHouse } from './index-worker';
import { reconcile } from './reconcile';
import { reindex } from './reindex';

/**
 * Makes the indexes ready to be kept true: PostgreSQL's tables are made and filled where they are
 * missing or of an older layout, another engine is filled where it is empty. Gives how many records
 * were written, 0 when all was there. Another engine that is away is left to `compareIndexes`.
 */
export async function prepareIndex(
  { app, engines: [postgres, ...others] }: IndexHouse,
  progress?: (written: number) => void,
): Promise<number> {
  let written = (await ensureSearchTables(app)) ? await reindex(app, postgres, progress) : 0;
  for (const engine of others) {
    try {
      const first = await engine.held()[Symbol.asyncIterator]().next();
      if (first.done) written += await reindex(app, engine, progress);
    } catch (error) {
      if (!(error instanceof EngineAway)) throw error;
    }
  }
  return written;
}

/** Compares every index with the archive and puts what differs into the outbox. Gives how many records differed. */
export async function compareIndexes({ app, engines }: IndexHouse): Promise<number> {
  let differing = 0;
  for (const engine of engines) {
    const { missing, stale, extra } = await reconcile(app, engine, true);
    differing += missing.length + stale.length + extra.length;
  }
  return differing;
}
