import { EngineAway } from './engine';
import { LAYOUT, layoutInUse } from './engines/postgres-tables';
import type { IndexHouse } from './index-worker';
import { reconcile } from './reconcile';
import { reindex } from './reindex';

/**
 * Makes the indexes ready to be kept true: built beside whatever is there and put in its place whole where
 * there is none or it is of an older version; another engine is filled where it is empty. Until then
 * searching answers that it is away, and the older version of the archive goes on with its own index. Gives
 * how many records were written, 0 when all was there. Another engine that is away is left to
 * `compareIndexes`. Throws `EngineAway` where the index is of a newer version: this process is what is left
 * of an upgrade, and must not take the index away from the newer one.
 */
export async function prepareIndex(
  { app, engines: [postgres, ...others] }: IndexHouse,
  progress?: (written: number) => void,
): Promise<number> {
  const layout = await layoutInUse(app);
  if (layout !== null && layout > LAYOUT) {
    throw new EngineAway(
      'The search index is of a newer version of the archive. To go back to this one: npm run archive -- reindex',
    );
  }
  let written = 0;
  // Before the other's own: once that is in place, the older version no longer asks its own of these.
  for (const engine of others) {
    try {
      const first = await engine.held()[Symbol.asyncIterator]().next();
      if (first.done) written += await reindex(app, engine, progress);
    } catch (error) {
      if (!(error instanceof EngineAway)) throw error;
    }
  }
  if (layout !== LAYOUT) written += await reindex(app, postgres, progress);
  for (const engine of others) {
    // What is withdrawn from now on would live on in them.
    await engine.forgetOthers?.().catch((error) => {
      if (!(error instanceof EngineAway)) throw error;
    });
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
