import type { Grant } from '@/lib/access/authorize';
import type { AppDb, Tx } from '@/lib/db/client';

/** The rows of passkeys and of challenges that wait for an answer. */

export interface PasskeyRow {
  id: string;
  userId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: bigint;
  transports: string[];
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export function listPasskeyRows(db: AppDb | Tx, userId: string): Promise<PasskeyRow[]> {
  return db.passkey.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } });
}

export function findPasskey(db: AppDb | Tx, id: string): Promise<PasskeyRow | null> {
  return db.passkey.findUnique({ where: { id } });
}

export async function insertPasskey(tx: Tx, passkey: Omit<PasskeyRow, 'lastUsedAt'>): Promise<void> {
  await tx.passkey.create({ data: passkey });
}

/** Renames one of a person's passkeys; false where they have no such one. */
export async function renamePasskey(tx: Tx, id: string, userId: string, name: string): Promise<boolean> {
  const { count } = await tx.passkey.updateMany({ where: { id, userId }, data: { name } });
  return count > 0;
}

/** Takes away one of a person's passkeys; false where they have no such one. */
export async function deletePasskey(tx: Tx, id: string, userId: string): Promise<boolean> {
  const { count } = await tx.passkey.deleteMany({ where: { id, userId } });
  return count > 0;
}

export async function deletePasskeysOf(tx: Tx, _grant: Grant<'user.manage'>, userId: string): Promise<void> {
  await tx.passkey.deleteMany({ where: { userId } });
}

/** Locks a passkey until the transaction ends and gives it as it is now: another may just have used it. */
export async function lockPasskey(tx: Tx, id: string): Promise<PasskeyRow | null> {
  await tx.$queryRaw`SELECT 1 FROM passkey WHERE id = ${id} FOR UPDATE`;
  return findPasskey(tx, id);
}

export async function countUse(tx: Tx, id: string, counter: bigint, now: Date): Promise<void> {
  await tx.passkey.update({ where: { id }, data: { counter, lastUsedAt: now } });
}

/** Keeps a challenge, and drops those that have run out, so that nobody fills the table by asking. */
export async function insertChallenge(
  db: AppDb,
  challenge: { digest: string; sessionId: string | null; expiresAt: Date },
  now: Date,
): Promise<void> {
  await db.passkeyChallenge.deleteMany({ where: { expiresAt: { lte: now } } });
  await db.passkeyChallenge.create({ data: challenge });
}

/** Takes a challenge for its one use: the statement itself deletes it, so that of two one is let in. */
export async function takeChallenge(
  db: AppDb,
  digest: string,
  sessionId: string | null,
  now: Date,
): Promise<boolean> {
  const { count } = await db.passkeyChallenge.deleteMany({
    where: { digest, sessionId, expiresAt: { gt: now } },
  });
  return count > 0;
}
