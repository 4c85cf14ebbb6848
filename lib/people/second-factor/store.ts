import type { Grant } from '@/lib/access/authorize';
import type { AppDb, Tx } from '@/lib/db/client';

/** The rows of second factors and their recovery codes. */

export interface SecondFactorRow {
  userId: string;
  sealed: string;
  lastStep: number;
  enrolledAt: Date;
  codesAt: Date;
}

export function findSecondFactor(db: AppDb | Tx, userId: string): Promise<SecondFactorRow | null> {
  return db.secondFactor.findUnique({ where: { userId } });
}

/** Sets a person's second factor, in place of the one before it. */
export async function saveSecondFactor(tx: Tx, factor: SecondFactorRow): Promise<void> {
  const { userId, ...rest } = factor;
  await tx.secondFactor.upsert({ where: { userId }, create: factor, update: rest });
}

/** Puts these recovery codes, as digests, in the place of all others. */
export async function saveRecoveryCodes(
  tx: Tx,
  userId: string,
  digests: readonly string[],
  codesAt: Date,
): Promise<void> {
  await tx.secondFactor.update({ where: { userId }, data: { codesAt } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: digests.map((digest) => ({ userId, digest })) });
}

/**
 * Takes a step for its one use. False where it, or a later one, was taken already: the statement itself
 * looks, so that of two who send one code at once only one is let in.
 */
export async function useStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const { count } = await tx.secondFactor.updateMany({
    where: { userId, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count > 0;
}

/** Takes a recovery code for its one use; false where there is no such one (any more). */
export async function useRecoveryCode(tx: Tx, userId: string, digest: string): Promise<boolean> {
  const { count } = await tx.recoveryCode.deleteMany({ where: { userId, digest } });
  return count > 0;
}

export function countRecoveryCodes(db: AppDb | Tx, userId: string): Promise<number> {
  return db.recoveryCode.count({ where: { userId } });
}

/** Writes into a session that the second factor was shown in it; false where it has ended. */
export async function markSession(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { id, revokedAt: null },
    data: { secondAt: now },
  });
  return count > 0;
}

export async function deleteSecondFactor(
  tx: Tx,
  _grant: Grant<'user.manage'>,
  userId: string,
): Promise<boolean> {
  const { count } = await tx.secondFactor.deleteMany({ where: { userId } });
  return count > 0;
}
