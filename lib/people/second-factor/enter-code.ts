import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { log } from '@/lib/log';
import { type Result, refuse } from '@/lib/result';
import { findPendingSession } from '../sessions';
import { PATIENCE, type Patience, slowTry } from '../slow-tries';
import { forgetTries } from '../store';
import { readRecoveryCode } from './enrolment';
import { openSecret, recoveryDigest } from './sealed-secret';
import { findSecondFactor, markSession, useRecoveryCode, useStep } from './store';
import { matchTotp, readTypedCode } from './totp';

/**
 * After so many wrong tries in a row a code of six digits counts no more until something better was
 * shown. Whoever has the password and guesses without end would else be in after some weeks; a recovery
 * code cannot be guessed, so the owner is not locked out.
 */
const GUESSES = 200;
/** From so many wrong tries on, the owner is told: somebody else must know the password. */
const TELLING = 10;

/**
 * Shows the second factor in a session that has a password behind it: a code of the app, of use once
 * (RFC 6238, 5.2), or a recovery code, of use once. Tries are slowed as those of passwords are.
 * Gives whether there were so many wrong ones before that the owner must be told. Refuses `wrong-code`,
 * `too-many-tries`, and `sign-in` where the session has run out meanwhile.
 */
export async function enterCode(
  input: { sessionId: string; code: string } | { sessionId: string; recovery: string },
  from: string,
  key: string,
  context: Context,
  patience: Patience = PATIENCE,
): Promise<
  Result<
    { guessed: boolean; byRecovery: boolean },
    { reason: 'wrong-code' | 'too-many-tries' | 'only-recovery' | 'sign-in'; message: string }
  >
> {
  const over = refuse('sign-in', 'The sign-in has run out: begin again.');
  const pending = await findPendingSession(input.sessionId, context);
  if (!pending?.enrolled) return over;
  const { userId } = pending;
  const attempt = await slowTry(`second ${userId}`, from, context, patience, (bucket, tries) =>
    inTransaction(context.db, async (tx) => {
      // Asked again, now that the time has passed.
      if (!(await findPendingSession(input.sessionId, { ...context, db: tx }))) return over;
      const byApp = 'code' in input;
      if (byApp && tries > GUESSES) {
        return refuse('only-recovery', 'After so many wrong codes only a recovery code is taken.');
      }
      const right = byApp
        ? await isRightCode(tx, userId, input.code, key, context)
        : await useRecoveryCode(tx, userId, recoveryDigest(readRecoveryCode(input.recovery), userId, key));
      if (!right) return refuse('wrong-code', 'This code is wrong, was used, or has run out.');
      if (!(await markSession(tx, input.sessionId, context.clock()))) return over;
      await forgetTries(tx, bucket);
      return { ok: true as const, value: { guessed: tries > TELLING, byRecovery: !byApp } };
    }),
  );
  return attempt ?? refuse('too-many-tries', 'Too many tries at once: wait a moment, then try again.');
}

async function isRightCode(
  tx: Tx,
  userId: string,
  typed: string,
  key: string,
  context: Context,
): Promise<boolean> {
  const factor = await findSecondFactor(tx, userId);
  if (!factor) return false;
  const secret = openSecret(factor.sealed, userId, key);
  if (secret === null) {
    log.error('a second factor cannot be read: NEXTAUTH_SECRET is not the one that it was sealed with');
    return false;
  }
  const step = matchTotp(secret, readTypedCode(typed), context.clock(), factor.lastStep);
  return step !== null && (await useStep(tx, userId, step));
}
