import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Result, refuse } from '@/lib/result';
import { verifyPassword } from './password';
import { readSignInName } from './sign-in-name';
import { PATIENCE, type Patience, slowTry } from './slow-tries';
import { findUserById, findUserByName, forgetTries, insertSession } from './store';

/** How long a session lasts, in milliseconds: a working day, whatever is done in it. */
export const SESSION_LENGTH = 12 * 60 * 60 * 1000;

export interface SignInInput {
  name: string;
  password: string;
  /** Whence it comes, as something that names nobody (a keyed hash): tries from one place wait in line. */
  from: string;
}

/**
 * Signs a person in and opens a session, which waits for the second factor where there must be one
 * (second-factor/enter-code.ts). A wrong password, a name that nobody has and a disabled
 * account get one answer after one time. After three bad tries each waits longer, up to five seconds,
 * and nobody is ever locked out: else whoever knows a curator's name could keep the curator out.
 */
export async function signIn(
  input: SignInInput,
  context: Context,
  patience: Patience = PATIENCE,
): Promise<
  Result<
    { sessionId: string; userId: string; expiresAt: Date },
    { reason: 'wrong-sign-in' | 'too-many-tries'; message: string }
  >
> {
  const name = input.name.slice(0, 200).normalize('NFKC').trim().toLowerCase();
  const attempt = await slowTry(name, input.from, context, patience, (bucket) =>
    check(name, input.password, bucket, context),
  );
  return attempt ?? refuse('too-many-tries', 'Too many sign-ins at once: wait a moment, then try again.');
}

async function check(name: string, password: string, bucket: number, context: Context) {
  const read = readSignInName(name);
  const user = read.ok ? await findUserByName(context.db, read.value) : null;
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  const wrong = refuse('wrong-sign-in', 'The name and the password do not belong together.');
  if (!user || !right) return wrong;
  return inTransaction(context.db, async (tx) => {
    // Asked again, now that the time has passed: disabled or reset in the meantime counts.
    const still = await findUserById(tx, user.id);
    if (!still || still.disabled || still.passwordHash !== user.passwordHash) return wrong;
    const now = context.clock();
    const expiresAt = new Date(now.getTime() + SESSION_LENGTH);
    const { id } = await insertSession(tx, { userId: user.id, createdAt: now, expiresAt });
    await forgetTries(tx, bucket);
    // No actor: who has shown a password alone is nobody yet who could act (sessions.ts).
    return { ok: true as const, value: { sessionId: id, userId: user.id, expiresAt } };
  });
}
