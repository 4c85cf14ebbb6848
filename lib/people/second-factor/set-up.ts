import type { UserActor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { type Result, refuse } from '@/lib/result';
import { recordAccountChange } from '../record-account-change';
import { type CurrentSession, findPendingSession } from '../sessions';
import { findUserById, lockUsers, revokeSessions } from '../store';
import { newCodes, newSecret, readRecoveryCode, type SessionOf } from './enrolment';
import { recoveryDigest, sealSecret } from './sealed-secret';
import { findSecondFactor, markSession, saveRecoveryCodes, saveSecondFactor } from './store';
import { matchTotp, readTypedCode } from './totp';

/**
 * Sets up the second factor of somebody who has signed in with a password and has none, given a code of
 * the app that holds the secret shown to them; their session counts from then on and their others end.
 * Refuses `already-set-up` where there is one: a password alone must never put another in its place.
 */
export async function setUpAtSignIn(
  pendingId: string,
  typed: string,
  key: string,
  context: Context,
): Promise<Result<undefined>> {
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    const pending = await findPendingSession(pendingId, { ...context, db: tx });
    if (!pending) return refuse('sign-in', 'The sign-in has run out: begin again.');
    if (await findSecondFactor(tx, pending.userId)) {
      return refuse('already-set-up', 'A second factor is set up already: show a code of it.');
    }
    return confirm(tx, { sessionId: pendingId, userId: pending.userId }, typed, key, context);
  });
}

/** Sets up one's second factor from the desk, or another in its place: for another device. */
export async function setUpAtDesk(
  session: CurrentSession,
  typed: string,
  key: string,
  context: Context,
): Promise<Result<undefined>> {
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    return confirm(tx, { sessionId: session.id, userId: session.actor.id }, typed, key, context);
  });
}

/** Puts the recovery codes that were shown (readNewCodes) in the place of one's old ones. */
export async function renewRecoveryCodes(
  session: CurrentSession,
  key: string,
  context: Context,
): Promise<Result<undefined>> {
  const userId = session.actor.id;
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    const factor = await findSecondFactor(tx, userId);
    if (!factor) return refuse('no-second-factor', 'There is no second factor.');
    const codes = newCodes({ sessionId: session.id, userId }, factor, key, 'alone');
    await saveRecoveryCodes(tx, userId, digestsOf(codes, userId, key), context.clock());
    await recordAccountChange(tx, session.actor, userId, { change: 'recovery-codes' }, context.random);
    return { ok: true, value: undefined };
  });
}

async function confirm(
  tx: Tx,
  of: SessionOf,
  typed: string,
  key: string,
  context: Context,
): Promise<Result<undefined>> {
  const { sessionId, userId } = of;
  const before = await findSecondFactor(tx, userId);
  const now = context.clock();
  const secret = newSecret(of, before, key);
  const lastStep = matchTotp(secret, readTypedCode(typed), now, 0);
  if (lastStep === null) {
    return refuse('wrong-code', 'This is not the code of this moment: is the device’s clock right?');
  }
  const user = await findUserById(tx, userId);
  if (!user || user.disabled || !(await markSession(tx, sessionId, now))) {
    return refuse('sign-in', 'The sign-in has run out: begin again.');
  }
  const sealed = sealSecret(secret, userId, key);
  await saveSecondFactor(tx, { userId, sealed, lastStep, enrolledAt: now, codesAt: now });
  const codes = newCodes(of, before, key, 'with the device');
  await saveRecoveryCodes(tx, userId, digestsOf(codes, userId, key), now);
  await revokeSessions(tx, userId, now, sessionId);
  const actor: UserActor = { type: 'user', id: userId, name: user.name, role: user.role };
  await recordAccountChange(tx, actor, userId, { change: 'second-factor-set' }, context.random);
  return { ok: true, value: undefined };
}

function digestsOf(codes: readonly string[], userId: string, key: string): string[] {
  return codes.map((code) => recoveryDigest(readRecoveryCode(code), userId, key));
}
