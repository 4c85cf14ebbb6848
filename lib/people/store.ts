import type { Grant } from '@/lib/access/authorize';
import { ROLES, type Role } from '@/lib/archive/vocabulary';
import type { AppDb, Tx } from '@/lib/db/client';

/** The rows of people: accounts, their sessions, and the delays of sign-in. */

export interface UserRow {
  id: string;
  name: string;
  passwordHash: string;
  role: Role;
  disabled: boolean;
  invitedUntil: Date | null;
  createdAt: Date;
}

/**
 * Lets one transaction at a time change accounts. Without it two administrators who step down at once
 * would each see the other still there, and leave the archive without any.
 */
export async function lockUsers(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('sawt.users'))`;
}

export async function findUserByName(db: AppDb | Tx, name: string): Promise<UserRow | null> {
  return asUser(await db.user.findUnique({ where: { name } }));
}

export async function findUserById(db: AppDb | Tx, id: string): Promise<UserRow | null> {
  return asUser(await db.user.findUnique({ where: { id } }));
}

export function countUsers(tx: Tx): Promise<number> {
  return tx.user.count();
}

/** How many administrators could sign in if this one could not. */
export function countOtherAdministrators(tx: Tx, id: string): Promise<number> {
  return tx.user.count({ where: { role: 'administrator', disabled: false, id: { not: id } } });
}

export async function insertUser(
  tx: Tx,
  _grant: Grant<'user.manage'>,
  user: { name: string; passwordHash: string; role: Role },
): Promise<{ id: string }> {
  return tx.user.create({ data: user, select: { id: true } });
}

export async function updateUser(
  tx: Tx,
  _grant: Grant<'user.manage'>,
  id: string,
  change: { role: Role } | { passwordHash: string } | { disabled: boolean },
): Promise<void> {
  await tx.user.update({ where: { id }, data: change });
}

/** A person's own password, once they have shown the old one: the only change that needs no grant. */
export async function updateOwnPassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await tx.user.update({ where: { id }, data: { passwordHash, invitedUntil: null } });
}

export async function setInvitation(
  tx: Tx,
  _grant: Grant<'user.manage'>,
  id: string,
  invitedUntil: Date,
): Promise<void> {
  await tx.user.update({ where: { id }, data: { invitedUntil } });
}

export async function listInvited(db: AppDb, now: Date): Promise<(UserRow & { invitedUntil: Date })[]> {
  const rows = await db.user.findMany({
    where: { disabled: false, invitedUntil: { gt: now } },
    orderBy: { name: 'asc' },
  });
  return rows.flatMap((row) =>
    row.invitedUntil === null ? [] : [{ ...row, role: asRole(row.role), invitedUntil: row.invitedUntil }],
  );
}

export async function insertSession(
  tx: Tx,
  session: { userId: string; createdAt: Date; expiresAt: Date; secondAt?: Date },
): Promise<{ id: string }> {
  return tx.session.create({ data: session, select: { id: true } });
}

export interface SessionRow {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  /** When the second factor was shown in it. */
  secondAt: Date | null;
  /** Whether the person has a second factor. */
  enrolled: boolean;
  user: UserRow;
}

export async function findSession(db: AppDb | Tx, id: string): Promise<SessionRow | null> {
  const row = await db.session.findUnique({
    where: { id },
    include: { user: { include: { secondFactor: { select: { userId: true } } } } },
  });
  const user = asUser(row?.user ?? null);
  return row && user ? { ...row, user, enrolled: row.user.secondFactor !== null } : null;
}

/** Ends a person's sessions, all of them or all but `except`. */
export async function revokeSessions(tx: Tx, userId: string, now: Date, except?: string): Promise<void> {
  await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(except && { id: { not: except } }) },
    data: { revokedAt: now },
  });
}

export async function revokeSession(db: AppDb | Tx, id: string, userId: string, now: Date): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id, userId, revokedAt: null },
    data: { revokedAt: now },
  });
  return count > 0;
}

/** Counts a try in its bucket and gives how many there are now; a bucket that rested a day begins anew. */
export async function countTry(db: AppDb, bucket: number, now: Date): Promise<number> {
  const rows = await db.$queryRaw<{ tries: number }[]>`
    INSERT INTO sign_in_delay AS known (bucket, tries, last_try_at) VALUES (${bucket}, 1, ${now})
    ON CONFLICT (bucket) DO UPDATE SET
      tries = CASE WHEN known.last_try_at < excluded.last_try_at - interval '1 day' THEN 1
                   ELSE least(known.tries + 1, 1000) END,
      last_try_at = excluded.last_try_at
    RETURNING tries`;
  return rows[0]?.tries ?? 1;
}

export async function forgetTries(tx: Tx, bucket: number): Promise<void> {
  await tx.signInDelay.deleteMany({ where: { bucket } });
}

export interface UserSummary {
  id: string;
  name: string;
  role: Role;
  disabled: boolean;
  createdAt: Date;
  /** The newest sign-in, or null before the first. */
  lastSignInAt: Date | null;
  openSessions: number;
  /** Since when there is a second factor, or null where there is none. */
  secondFactorSince: Date | null;
}

export async function listUserRows(db: AppDb, now: Date): Promise<UserSummary[]> {
  const rows = await db.user.findMany({
    orderBy: { name: 'asc' },
    include: {
      sessions: { orderBy: { createdAt: 'desc' }, take: 1 },
      secondFactor: { select: { enrolledAt: true } },
      _count: { select: { sessions: { where: { revokedAt: null, expiresAt: { gt: now } } } } },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: asRole(row.role),
    disabled: row.disabled,
    createdAt: row.createdAt,
    lastSignInAt: row.sessions[0]?.createdAt ?? null,
    openSessions: row._count.sessions,
    secondFactorSince: row.secondFactor?.enrolledAt ?? null,
  }));
}

export async function listSessionRows(
  db: AppDb,
  userId: string,
  now: Date,
): Promise<Pick<SessionRow, 'id' | 'createdAt' | 'expiresAt' | 'secondAt' | 'enrolled'>[]> {
  const rows = await db.session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    select: {
      id: true,
      createdAt: true,
      expiresAt: true,
      secondAt: true,
      user: { select: { secondFactor: { select: { userId: true } } } },
    },
  });
  return rows.map(({ user, ...row }) => ({ ...row, enrolled: user.secondFactor !== null }));
}

/** Fields of a form as they were sent. */
export type DraftFields = Record<string, string | string[]>;

export async function upsertDraft(
  db: AppDb,
  draft: { userId: string; form: string; fields: DraftFields },
  now: Date,
): Promise<void> {
  const { userId, form, fields } = draft;
  await db.deskDraft.upsert({
    where: { userId_form: { userId, form } },
    create: { userId, form, fields, updatedAt: now },
    update: { fields, updatedAt: now },
  });
}

export async function deleteDraft(db: AppDb, userId: string, form: string): Promise<void> {
  await db.deskDraft.deleteMany({ where: { userId, form } });
}

export async function findDraft(db: AppDb, userId: string, form: string): Promise<DraftFields | null> {
  const draft = await db.deskDraft.findUnique({ where: { userId_form: { userId, form } } });
  return (draft?.fields as DraftFields | undefined) ?? null;
}

function asUser(row: (Omit<UserRow, 'role'> & { role: string }) | null): UserRow | null {
  return row && { ...row, role: asRole(row.role) };
}

function asRole(role: string): Role {
  const known = ROLES.find((one) => one === role);
  if (!known) throw new Error(`the database holds a role that does not exist: ${role}`);
  return known;
}
