import { ensureSearchTables } from './engines/postgres-tables';
import type { IndexHouse } from './index-worker';
import { reindex } from './reindex';

/**
 * Makes the index ready to be kept true: where its tables are missing or of an older layout, they are
 * made and filled from the public forms. Gives how many records were written, 0 when all was there.
 */
export async function prepareIndex(
  { app, engines }: IndexHouse,
  progress?: (written: number) => void,
): Promise<number> {
  const isNew = await ensureSearchTables(app);
  return isNew ? reindex(app, engines[0], progress) : 0;
}
