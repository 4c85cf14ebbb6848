import type { UserActor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { findSession, listSessionRows, revokeSession } from './store';

/** Who is signed in, as the database says at this moment. */
export interface CurrentSession {
  id: string;
  actor: UserActor;
  signedInAt: Date;
  expiresAt: Date;
}

/**
 * Looks a session up: null when there is none, when it ended or was revoked, or when its person is
 * disabled. Asked at each privileged call, so that a revocation counts from the next one.
 */
export async function findCurrentSession(
  sessionId: string,
  context: Context,
): Promise<CurrentSession | null> {
  if (!UUID.test(sessionId)) return null;
  const session = await findSession(context.db, sessionId);
  if (!session || session.revokedAt || session.expiresAt <= context.clock() || session.user.disabled)
    return null;
  const { user } = session;
  return {
    id: session.id,
    actor: { type: 'user', id: user.id, name: user.name, role: user.role },
    signedInAt: session.createdAt,
    expiresAt: session.expiresAt,
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whose session it is or was; null when there never was such a one. */
export async function findSessionOwner(sessionId: string, context: Context): Promise<string | null> {
  if (!UUID.test(sessionId)) return null;
  return (await findSession(context.db, sessionId))?.user.id ?? null;
}

/** Ends one session of one's own: this one at signing out, or another from the list. */
export async function endSession(actor: UserActor, sessionId: string, context: Context): Promise<boolean> {
  if (!UUID.test(sessionId)) return false;
  return revokeSession(context.db, sessionId, actor.id, context.clock());
}

/** One's own open sessions, newest first. */
export function listSessions(
  actor: UserActor,
  context: Context,
): Promise<{ id: string; createdAt: Date; expiresAt: Date }[]> {
  return listSessionRows(context.db, actor.id, context.clock());
}
