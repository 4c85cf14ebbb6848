import type { AppDb } from '@/lib/db/client';

const FACT = 'index-drift';

/**
 * Notes by how many records the indexes and the archive differed when they were last compared (missing,
 * outdated or left over; they are put right after), in place of the comparison before: for /metrics.
 */
export async function noteIndexDrift(
  { db, clock }: { db: Pick<AppDb, 'archiveFact'>; clock: () => Date },
  records: number,
): Promise<void> {
  const value = { at: clock().toISOString(), records };
  await db.archiveFact.upsert({ where: { name: FACT }, create: { name: FACT, value }, update: { value } });
}
