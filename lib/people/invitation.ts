import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Actor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Result, refuse } from '@/lib/result';
import { checkNewPassword, hashPassword } from './password';
import { recordAccountChange } from './record-account-change';
import { readSignInName } from './sign-in-name';
import {
  findUserByName,
  listInvited,
  lockUsers,
  revokeSessions,
  setInvitation,
  type UserRow,
  updateOwnPassword,
} from './store';

/** How long an invitation stays open, in milliseconds: a week. */
const INVITATION_LENGTH = 7 * 24 * 60 * 60 * 1000;

export interface Invitation {
  name: string;
  until: Date;
  /** What the invitation's address carries: proof, and of no use once a password was chosen. */
  token: string;
}

/**
 * Opens an invitation for somebody who has an account: whoever holds its token may choose the password,
 * once, within a week. `key` is the server's secret: the token is made from it and from the password's
 * hash, so that nothing of it is stored and choosing a password ends it.
 */
export async function invite(actor: Actor, rawName: string, context: Context): Promise<Result<undefined>> {
  const grant = authorize(actor, 'user.manage');
  if (!grant.ok) return grant;
  const name = readSignInName(rawName);
  if (!name.ok) return name;
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    const user = await findUserByName(tx, name.value);
    if (!user) return refuse('no-such-user', 'Nobody has this name.');
    const until = new Date(context.clock().getTime() + INVITATION_LENGTH);
    await setInvitation(tx, grant.value, user.id, until);
    return { ok: true, value: undefined };
  });
}

/** The invitations that are open, for an administrator to hand over. */
export async function listInvitations(
  actor: Actor,
  key: string,
  context: Context,
): Promise<Result<Invitation[]>> {
  const grant = authorize(actor, 'user.manage');
  if (!grant.ok) return grant;
  const users = await listInvited(context.db, context.clock());
  return {
    ok: true,
    value: users.map((user) => ({
      name: user.name,
      until: user.invitedUntil,
      token: tokenOf(user, user.invitedUntil, key),
    })),
  };
}

/** Whether an invitation is open for this name and token: what its page asks before it shows a form. */
export async function isInvited(
  input: { name: string; token: string },
  key: string,
  context: Context,
): Promise<boolean> {
  const user = await findUserByName(context.db, input.name);
  return user !== null && holds(user, input.token, key, context.clock());
}

/** Sets the password that an invited person chose; the invitation is over then. */
export async function acceptInvitation(
  input: { name: string; token: string; password: string },
  key: string,
  context: Context,
): Promise<Result<undefined>> {
  const known = await findUserByName(context.db, input.name);
  if (!known || !holds(known, input.token, key, context.clock())) return over();
  const fresh = checkNewPassword(input.password, known.name);
  if (!fresh.ok) return fresh;
  const passwordHash = await hashPassword(fresh.value);
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    const user = await findUserByName(tx, input.name);
    if (!user || !holds(user, input.token, key, context.clock())) return over();
    await updateOwnPassword(tx, user.id, passwordHash);
    await revokeSessions(tx, user.id, context.clock());
    const actor = { type: 'user', id: user.id, name: user.name, role: user.role } as const;
    await recordAccountChange(tx, actor, user.id, { change: 'password' }, context.random);
    return { ok: true, value: undefined };
  });
}

function over() {
  return refuse('link-used', 'This invitation was used or has run out.');
}

function holds(user: UserRow, token: string, key: string, now: Date): boolean {
  if (user.disabled || user.invitedUntil === null || user.invitedUntil <= now) return false;
  const [right, given] = [Buffer.from(tokenOf(user, user.invitedUntil, key)), Buffer.from(token)];
  return right.length === given.length && timingSafeEqual(right, given);
}

function tokenOf(user: UserRow, until: Date, key: string): string {
  const about = `invitation ${user.id} ${user.passwordHash} ${until.toISOString()}`;
  return createHmac('sha256', key).update(about).digest('base64url');
}
