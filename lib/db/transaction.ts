import type { AppDb, Tx } from './client';

/**
 * Runs `work` in one transaction: a state change and its custody events, or nothing. What `work`
 * throws takes everything back. Long enough for a withdrawal of a large accession, short enough that
 * a hung one frees its locks.
 */
export function inTransaction<Value>(db: AppDb, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  return db.$transaction(work, { timeout: 30_000, maxWait: 10_000 });
}
