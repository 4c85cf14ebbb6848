import type { UserActor } from '@/lib/access/actor';
import { needsSecondFactor } from '@/lib/access/policy';
import type { Role } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import type { AppDb, Tx } from '@/lib/db/client';
import { findSession, listSessionRows, revokeSession, type SessionRow } from './store';

/** Who is signed in, as the database says at this moment. */
export interface CurrentSession {
  id: string;
  actor: UserActor;
  signedInAt: Date;
  expiresAt: Date;
}

/**
 * Somebody who has shown a password and not yet the second factor. No actor, so that nothing can be
 * done in its name but showing, or setting up, the second factor.
 */
export interface PendingSession {
  id: string;
  userId: string;
  name: string;
  role: Role;
  /** Whether there is a second factor to show; else it must be set up. */
  enrolled: boolean;
}

/** What the clocks of two web processes may differ by, in milliseconds. */
const CLOCKS_APART = 5 * 60 * 1000;
/** How long one may take between the password and the second factor, in milliseconds. */
const PENDING_LENGTH = 30 * 60 * 1000;

/**
 * Looks a session up: null when there is none, when it ended or was revoked, when its person is
 * disabled, or when the second factor was not shown in it although it must be: this is where a password
 * alone ends, below every page and form. Asked at each privileged call, so that a revocation counts
 * from the next one.
 */
export async function findCurrentSession(
  sessionId: string,
  context: Pick<Context, 'clock'> & { db: AppDb | Tx },
): Promise<CurrentSession | null> {
  const session = await findOpen(sessionId, context);
  if (!session || waitsForSecondFactor(session)) return null;
  const { user } = session;
  return {
    id: session.id,
    actor: { type: 'user', id: user.id, name: user.name, role: user.role },
    signedInAt: session.createdAt,
    expiresAt: session.expiresAt,
  };
}

/** The session that waits for its second factor; null when it waits for none, or waited too long. */
export async function findPendingSession(
  sessionId: string,
  context: Pick<Context, 'clock'> & { db: AppDb | Tx },
): Promise<PendingSession | null> {
  const session = await findOpen(sessionId, context);
  if (!session || !waitsForSecondFactor(session)) return null;
  if (context.clock().getTime() - session.createdAt.getTime() > PENDING_LENGTH) return null;
  const { user, enrolled } = session;
  return { id: session.id, userId: user.id, name: user.name, role: user.role, enrolled };
}

async function findOpen(sessionId: string, context: Pick<Context, 'clock'> & { db: AppDb | Tx }) {
  if (!UUID.test(sessionId)) return null;
  const session = await findSession(context.db, sessionId);
  if (!session || session.revokedAt || session.user.disabled) return null;
  const now = context.clock();
  // A session from the future was made by a clock that was wrong: it would last, and count as fresh, until then.
  const early = session.createdAt.getTime() - now.getTime() > CLOCKS_APART;
  return early || session.expiresAt <= now ? null : session;
}

function waitsForSecondFactor({ secondAt, enrolled, user }: SessionRow): boolean {
  return secondAt === null && (enrolled || needsSecondFactor(user.role));
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

/** Ends a session whoever's it is, given its id: what its own browser asks when it leaves. */
export async function leaveSession(sessionId: string, context: Context): Promise<void> {
  const owner = await findSessionOwner(sessionId, context);
  if (owner !== null) await revokeSession(context.db, sessionId, owner, context.clock());
}

/** One's own open sessions, newest first; `waiting` ones have a password behind them and no more. */
export async function listSessions(
  actor: UserActor,
  context: Context,
): Promise<{ id: string; createdAt: Date; expiresAt: Date; waiting: boolean }[]> {
  const now = context.clock();
  const rows = await listSessionRows(context.db, actor.id, now);
  return rows.flatMap(({ secondAt, enrolled, ...row }) => {
    const waiting = secondAt === null && (enrolled || needsSecondFactor(actor.role));
    const isOver = waiting && now.getTime() - row.createdAt.getTime() > PENDING_LENGTH;
    return isOver ? [] : [{ ...row, waiting }];
  });
}
