import type { Tx } from '@/lib/db/client';
import { type Refused, type Result, refuse } from '@/lib/result';

/** Reversals of all people together in one hour, at the most: a stolen account must not reopen the archive. */
const REVERSALS_AN_HOUR = 10;

/**
 * Lets one undoing or erasing of all people go on at a time, to the end of its transaction: many sent at once
 * would each count the same few before them, and go past the hour's cap together. Asked first of all, before
 * any row is locked, so that nobody waits for it holding what another needs.
 */
export async function standInLine(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('sawt.reversals'))`;
}

/**
 * Refuses when as many withdrawals, redactions and protections of a name as may be undone in an hour
 * have been. A name that is shown again counts once, however many testimonies say it.
 */
export async function refuseTooMany(tx: Tx, now: Date): Promise<Result<undefined, Refused>> {
  const since = new Date(now.getTime() - 3_600_000);
  const [{ recent }] = await tx.$queryRaw<[{ recent: number }]>`
    SELECT count(*)::int AS recent FROM custody_event
    WHERE type = 'restored' AND created_at > ${since} AND coalesce(body ->> 'nth', '1') = '1'`;
  if (recent < REVERSALS_AN_HOUR) return { ok: true, value: undefined };
  return refuse(
    'too-many',
    `No more than ${REVERSALS_AN_HOUR} withdrawals, redactions and protections are undone in an hour: wait, or ask why so many.`,
  );
}
