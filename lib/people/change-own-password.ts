import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Result, refuse } from '@/lib/result';
import { checkNewPassword, hashPassword, verifyPassword } from './password';
import { recordAccountChange } from './record-account-change';
import type { CurrentSession } from './sessions';
import { findUserById, lockUsers, revokeSessions, updateOwnPassword } from './store';

/** Changes one's own password, given the old one, and ends one's other sessions. */
export async function changeOwnPassword(
  session: CurrentSession,
  input: { old: string; fresh: string },
  context: Context,
): Promise<Result<undefined>> {
  const { actor } = session;
  const fresh = checkNewPassword(input.fresh, actor.name);
  if (!fresh.ok) return fresh;
  const known = await findUserById(context.db, actor.id);
  if (!known || !(await verifyPassword(known.passwordHash, input.old))) {
    return refuse('wrong-password', 'The old password is not right.');
  }
  const passwordHash = await hashPassword(fresh.value);
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    const still = await findUserById(tx, actor.id);
    if (still?.passwordHash !== known.passwordHash) {
      return refuse('wrong-password', 'The password was changed in the meantime.');
    }
    await updateOwnPassword(tx, actor.id, passwordHash);
    await revokeSessions(tx, actor.id, context.clock(), session.id);
    await recordAccountChange(tx, actor, actor.id, { change: 'password' }, context.random);
    return { ok: true, value: undefined };
  });
}
