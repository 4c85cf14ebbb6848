import type { AppDb } from '@/lib/db/client';

const FACT = 'index-drift';

/** What the last comparison of the indexes with the archive found. */
export interface IndexDrift {
  /** ISO 8601, UTC. */
  at: string;
  /** Records that were missing from an index, outdated in it, or left over; they were put right after. */
  records: number;
}

/** Notes a comparison, in place of the one before: for /metrics and for `doctor`. */
export async function noteIndexDrift(
  { db, clock }: { db: Pick<AppDb, 'archiveFact'>; clock: () => Date },
  records: number,
): Promise<void> {
  const value = { at: clock().toISOString(), records };
  await db.archiveFact.upsert({ where: { name: FACT }, create: { name: FACT, value }, update: { value } });
}

/** The last comparison; null before the first. */
export async function readIndexDrift(db: Pick<AppDb, 'archiveFact'>): Promise<IndexDrift | null> {
  const row = await db.archiveFact.findUnique({ where: { name: FACT } });
  return row ? (row.value as unknown as IndexDrift) : null;
}
