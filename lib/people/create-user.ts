import type { Actor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Role } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Result, refuse } from '@/lib/result';
import { generatePassword, hashPassword } from './password';
import { recordAccountChange } from './record-account-change';
import { sameLook } from './same-look';
import { readNewName } from './sign-in-name';
import { findUserByName, insertUser, lockUsers } from './store';

/** A sign-in as it is handed over, once: the archive keeps only the password's hash. */
export interface NewSignIn {
  id: string;
  name: string;
  password: string;
}

/**
 * Makes an account with a generated password, which is given back this once. Refuses a name that is
 * taken, looks like another’s or is no name, and whoever may not manage accounts.
 */
export async function createUser(
  actor: Actor,
  input: { name: string; role: Role },
  context: Context,
): Promise<Result<NewSignIn>> {
  const grant = authorize(actor, 'user.manage');
  if (!grant.ok) return grant;
  const name = readNewName(input.name);
  if (!name.ok) return name;
  const password = generatePassword(context.random);
  const passwordHash = await hashPassword(password);
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    if (await findUserByName(tx, name.value)) return refuse('name-taken', 'Somebody has this name already.');
    const others = await tx.user.findMany({ select: { name: true } });
    if (others.some((other) => sameLook(other.name, name.value)))
      return refuse('name-taken', 'Somebody has a name that looks the same.');
    const { id } = await insertUser(tx, grant.value, { name: name.value, passwordHash, role: input.role });
    await recordAccountChange(tx, actor, id, { change: 'created', role: input.role }, context.random);
    return { ok: true, value: { id, name: name.value, password } };
  });
}
