import type { Actor } from '@/lib/access/actor';
import { authorize, type Grant } from '@/lib/access/authorize';
import type { Role } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { type Result, refuse } from '@/lib/result';
import type { NewSignIn } from './create-user';
import { deletePasskeysOf } from './passkeys/store';
import { generatePassword, hashPassword } from './password';
import { recordAccountChange } from './record-account-change';
import { deleteSecondFactor } from './second-factor/store';
import { readSignInName } from './sign-in-name';
import {
  countOtherAdministrators,
  findUserByName,
  lockUsers,
  revokeSessions,
  type UserRow,
  updateUser,
} from './store';

/** Gives a person another role and ends their sessions, which carry the old one's trust. */
export function changeRole(actor: Actor, input: { name: string; role: Role }, context: Context) {
  return changeUser(actor, input.name, context, async (tx, grant, user) => {
    if (user.role === input.role) return { ok: true, value: undefined };
    if (input.role !== 'administrator') {
      const others = await othersRemain(tx, user);
      if (!others.ok) return others;
    }
    await updateUser(tx, grant, user.id, { role: input.role });
    await recordAccountChange(tx, actor, user.id, { change: 'role', role: input.role }, context.random);
    return { ok: true, value: undefined };
  });
}

/**
 * Gives a person a new generated password, given back this once, takes their passkeys away, and ends
 * their sessions: a passkey opens the desk alone, so one that somebody else registered would stay open.
 * The second factor stays.
 */
export async function resetPassword(
  actor: Actor,
  name: string,
  context: Context,
): Promise<Result<NewSignIn>> {
  const password = generatePassword(context.random);
  const passwordHash = await hashPassword(password);
  return changeUser(actor, name, context, async (tx, grant, user) => {
    await updateUser(tx, grant, user.id, { passwordHash });
    await deletePasskeysOf(tx, grant, user.id);
    await recordAccountChange(tx, actor, user.id, { change: 'reset' }, context.random);
    return { ok: true, value: { id: user.id, name: user.name, password } };
  });
}

/**
 * Takes a person's second factor away, with its recovery codes and all passkeys, and ends their sessions: for whoever
 * has lost both. They set up another at their next sign-in, which their password still guards. Nobody
 * takes away their own: else a session left open would be worth as much as the second factor.
 */
export function clearSecondFactor(actor: Actor, name: string, context: Context) {
  return changeUser(actor, name, context, async (tx, grant, user) => {
    if (actor.type === 'user' && actor.id === user.id) {
      return refuse('own-second-factor', 'Another administrator must take away your second factor.');
    }
    if (!(await deleteSecondFactor(tx, grant, user.id))) {
      return refuse('no-second-factor', 'This person has no second factor.');
    }
    await recordAccountChange(tx, actor, user.id, { change: 'second-factor-cleared' }, context.random);
    return { ok: true, value: undefined };
  });
}

/** Shuts an account: it cannot sign in, its sessions end, what it did stays. */
export function disableUser(actor: Actor, name: string, context: Context) {
  return changeUser(actor, name, context, async (tx, grant, user) => {
    const others = await othersRemain(tx, user);
    if (!others.ok) return others;
    await updateUser(tx, grant, user.id, { disabled: true });
    await recordAccountChange(tx, actor, user.id, { change: 'disabled' }, context.random);
    return { ok: true, value: undefined };
  });
}

/** Opens a disabled account again; its password is what it was. */
export function enableUser(actor: Actor, name: string, context: Context) {
  return changeUser(actor, name, context, async (tx, grant, user) => {
    await updateUser(tx, grant, user.id, { disabled: false });
    await recordAccountChange(tx, actor, user.id, { change: 'enabled' }, context.random);
    return { ok: true, value: undefined };
  });
}

async function changeUser<Value>(
  actor: Actor,
  rawName: string,
  context: Context,
  change: (tx: Tx, grant: Grant<'user.manage'>, user: UserRow) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const grant = authorize(actor, 'user.manage');
  if (!grant.ok) return grant;
  const name = readSignInName(rawName);
  if (!name.ok) return name;
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    const user = await findUserByName(tx, name.value);
    if (!user) return refuse('no-such-user', 'Nobody has this name.');
    const done = await change(tx, grant.value, user);
    if (done.ok) await revokeSessions(tx, user.id, context.clock());
    return done;
  });
}

// An archive without an administrator could never be given one from the desk again.
async function othersRemain(tx: Tx, user: UserRow): Promise<Result<undefined>> {
  if (user.role !== 'administrator' || user.disabled) return { ok: true, value: undefined };
  if ((await countOtherAdministrators(tx, user.id)) > 0) return { ok: true, value: undefined };
  return refuse(
    'last-administrator',
    'This is the last administrator: make another one first, then come back.',
  );
}
