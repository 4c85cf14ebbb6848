import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Result, refuse } from '@/lib/result';
import type { NewSignIn } from './create-user';
import { generatePassword, hashPassword } from './password';
import { recordAccountChange } from './record-account-change';
import { countUsers, insertUser, lockUsers } from './store';

/**
 * Makes the first account of an archive that has none, an administrator, and gives its sign-in this
 * once. Refuses `already-administered` where anybody has an account: a second start, or a second
 * process, never makes another.
 */
export async function createFirstAdministrator(
  context: Context,
): Promise<Result<NewSignIn, { reason: 'already-administered'; message: string }>> {
  const operator = { type: 'system', name: 'operator' } as const;
  const grant = authorize(operator, 'user.manage');
  if (!grant.ok) throw new Error(grant.message);
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    if ((await countUsers(tx)) > 0) return refuse('already-administered', 'There are accounts already.');
    const name = 'administrator';
    const password = generatePassword(context.random);
    const passwordHash = await hashPassword(password);
    const { id } = await insertUser(tx, grant.value, { name, passwordHash, role: 'administrator' });
    const change = { change: 'created', role: 'administrator' } as const;
    await recordAccountChange(tx, operator, id, change, context.random);
    return { ok: true, value: { id, name, password } };
  });
}
