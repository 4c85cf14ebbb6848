import type { UserActor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { recordAccountChange } from '../record-account-change';
import type { CurrentSession } from '../sessions';
import { lockUsers, revokeSessions } from '../store';
import { deletePasskey, listPasskeyRows, renamePasskey } from './store';

const NO_SUCH = refuse('no-such-passkey', 'You have no such passkey.');

/** One's own passkeys, oldest first. */
export async function listPasskeys(
  actor: UserActor,
  context: Context,
): Promise<{ id: string; name: string; createdAt: Date; lastUsedAt: Date | null }[]> {
  return listPasskeyRows(context.db, actor.id);
}

/** Gives one of one's own passkeys another name. Refuses `no-such-passkey`, also for somebody else's. */
export async function namePasskey(
  actor: UserActor,
  input: { id: string; name: string },
  context: Context,
): Promise<Result<undefined, Refused>> {
  return inTransaction(context.db, async (tx) => {
    if (!(await renamePasskey(tx, input.id, actor.id, readPasskeyName(input.name)))) return NO_SUCH;
    await recordAccountChange(tx, actor, actor.id, { change: 'passkey-named' }, context.random);
    return { ok: true, value: undefined };
  });
}

/**
 * Takes one of one's own passkeys away and ends one's other sessions, which it may have opened: it opens
 * nothing from then on. The password with the code of the app stays, so that this never takes the last
 * way in. Refuses `no-such-passkey`, also for somebody else's.
 */
export async function removePasskey(
  session: CurrentSession,
  id: string,
  context: Context,
): Promise<Result<undefined, Refused>> {
  const { actor } = session;
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    if (!(await deletePasskey(tx, id, actor.id))) return NO_SUCH;
    await revokeSessions(tx, actor.id, context.clock(), session.id);
    await recordAccountChange(tx, actor, actor.id, { change: 'passkey-removed' }, context.random);
    return { ok: true, value: undefined };
  });
}

/** A passkey's name as its owner typed it: one line of 60 letters at most; `Passkey` where it is empty. */
export function readPasskeyName(raw: string): string {
  const name = raw
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return [...name].slice(0, 60).join('') || 'Passkey';
}
