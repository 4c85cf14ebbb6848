import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Connections } from '@/lib/db/client';
import type { Env } from '@/lib/env';

/** One thing looked at: how it stands, and what to do where it is not well. */
export interface Finding {
  what: string;
  well: boolean;
  says: string;
  remedy?: string;
}

const DAY = 86_400_000;
const ROOM = 2 ** 30;
/** A week: what was brought in since the last copy would be lost with the disk. */
export const COPY_OLD_AFTER = 7 * DAY;
const CLOCK_OFF_AFTER = 60_000;

/**
 * Looks for common mistakes on the machine: room, secrets that others can read, addresses that signing
 * in cannot work with. Asks no database.
 */
export async function diagnoseMachine(env: Env): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(existsSync(env.DATA_DIR) ? env.DATA_DIR : '.');
  const free = Number(bavail) * Number(bsize);
  const secrets = path.join(env.DATA_DIR, 'secrets');
  const open = existsSync(secrets) && (statSync(secrets).mode & 0o077) !== 0;
  const address = env.NEXTAUTH_URL ?? env.PUBLIC_URL;
  const keys = [env.SIGNING_KEY_FILE, env.BACKUP_KEY_FILE].filter((file) => file !== undefined);
  const openKey = keys.find((file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0);
  const outside = !/^(localhost|127\.|::1$)/.test(env.HOST);
  const plain = address?.startsWith('http://') && !/^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(address);
  return [
    finding(
      'Room on the disk',
      free > ROOM,
      `${(free / ROOM).toFixed(1)} GiB free`,
      'Make room: PostgreSQL stops when the disk is full.',
    ),
    finding(
      'Secrets',
      !open,
      open ? 'others may enter DATA_DIR/secrets' : 'closed to others',
      `Run: chmod 700 ${secrets}`,
    ),
    finding(
      'Key files',
      openKey === undefined,
      openKey === undefined ? 'closed to others' : `others may read ${openKey}`,
      `Run: chmod 600 ${openKey}`,
    ),
    finding(
      'Session secret',
      env.DATABASE_URL === undefined || env.NEXTAUTH_SECRET !== undefined,
      env.NEXTAUTH_SECRET === undefined ? 'made here, kept in DATA_DIR' : 'set',
      'With a DATABASE_URL several web processes may share the work: set the same NEXTAUTH_SECRET for each.',
    ),
    finding(
      'Public address',
      !outside || env.PUBLIC_URL !== undefined,
      env.PUBLIC_URL ?? 'not set',
      `HOST=${env.HOST} lets others in, and citations and feeds name localhost: set PUBLIC_URL.`,
    ),
    finding(
      'Signing in',
      !plain,
      address ?? 'on this machine',
      'Session cookies need https, or localhost: set PUBLIC_URL to an https address.',
    ),
    finding(
      'Behind a proxy',
      !(env.PUBLIC_URL?.startsWith('https://') && !env.TRUST_PROXY),
      env.TRUST_PROXY ? 'TRUST_PROXY is set' : 'TRUST_PROXY is not set',
      'PUBLIC_URL is https, so a proxy stands before the archive: set TRUST_PROXY=1, if that proxy is yours.',
    ),
  ];
}

/** Looks at what the archive itself can tell: people, waiting changes, checkpoints, checks, copies. */
export async function diagnoseArchive(
  { app, appPool }: Connections,
  env: Env,
  now: Date,
): Promise<Finding[]> {
  const administrators = await app.user.count({ where: { role: 'administrator', disabled: false } });
  const oldest = await app.searchOutbox.findFirst({ orderBy: { createdAt: 'asc' } });
  const checkpoint = await app.checkpoint.findFirst({ orderBy: { size: 'desc' } });
  const open = await app.accession.count({ where: { state: 'open' } });
  const { rows } = await appPool.query<{ version: number; ctype: string; owner: boolean }>(
    `SELECT current_setting('server_version_num')::int AS version, datctype AS ctype,
       pg_has_role(current_user, 'sawt_owner', 'USAGE') AS owner
     FROM pg_database WHERE datname = current_database()`,
  );
  const server = rows[0];
  const { rows: facts } = await appPool.query<{
    now: Date;
    copied: Date | null;
    check: { ok: boolean; what: string | null } | null;
    unnumbered: boolean;
  }>(
    `SELECT clock_timestamp() AS now,
       (SELECT max(created_at) FROM custody_event
         WHERE type = 'exported' AND body->>'format' = 'backup') AS copied,
       (SELECT value FROM archive_fact WHERE name = 'last-check') AS check,
       EXISTS (SELECT 1 FROM custody_pending p JOIN custody_event e ON e.id = p.event_id
         WHERE e.created_at < $1) AS unnumbered`,
    [new Date(now.getTime() - 600_000)],
  );
  const { now: serverNow, copied, check, unnumbered } = facts[0]!;
  const late = oldest !== null && now.getTime() - oldest.createdAt.getTime() > 60_000;
  const old = checkpoint === null || now.getTime() - checkpoint.createdAt.getTime() > DAY;
  const kept = existsSync(path.join(env.DATA_DIR, 'checkpoints', 'checkpoint.txt'));
  return [
    finding(
      'PostgreSQL',
      (server?.version ?? 0) >= 150_000,
      `version ${Math.floor((server?.version ?? 0) / 10_000)}`,
      'Use PostgreSQL 15 or newer.',
    ),
    finding(
      'Arabic letters',
      !/^(C|POSIX)$/.test(server?.ctype ?? 'C'),
      `character type ${server?.ctype}`,
      'Make the database with a UTF-8 character type (C.UTF-8): under C, slips of the finger find no Arabic.',
    ),
    finding(
      'Database role',
      server?.owner === false,
      'the app is not the owner of its tables',
      'Give the app a role of its own: see docs/operating.md.',
    ),
    finding(
      'Administrators',
      administrators >= 2,
      `${administrators}`,
      'Two are needed to undo a withdrawal or to erase: npm run archive -- user add NAME --role administrator',
    ),
    finding(
      'Search index',
      !late,
      late
        ? `a change waits since ${oldest?.createdAt.toISOString()} (${oldest?.lastError ?? 'no error noted'})`
        : 'nothing waits long',
      'Is the worker running? If the index is damaged: npm run archive -- reindex',
    ),
    finding(
      'Checkpoint',
      !old,
      checkpoint === null
        ? 'none yet'
        : `of ${checkpoint.createdAt.toISOString().slice(0, 10)}, ${checkpoint.size} entries`,
      'Run: npm run archive -- checkpoint, and keep the file elsewhere.',
    ),
    finding(
      'Checkpoint file',
      kept,
      kept ? 'written' : 'missing',
      'DATA_DIR/checkpoints is empty: is the worker running?',
    ),
    finding(
      'Backup',
      copied !== null && now.getTime() - copied.getTime() < COPY_OLD_AFTER,
      copied === null ? 'none yet' : `of ${copied.toISOString().slice(0, 10)}`,
      'Run: npm run archive -- backup OUT, and carry the file elsewhere.',
    ),
    finding(
      'Last check',
      check === null || check.ok,
      check === null ? 'none yet' : check.ok ? 'held' : (check.what ?? 'did not hold'),
      'Run: npm run archive -- verify, and see docs/operating.md, “In an incident”.',
    ),
    finding(
      'Clock',
      Math.abs(serverNow.getTime() - now.getTime()) < CLOCK_OFF_AFTER,
      `the database’s is ${Math.round((serverNow.getTime() - now.getTime()) / 1000)} s off this machine’s`,
      'Set both by a time server: sessions end and delays run by these clocks.',
    ),
    finding(
      'Numbering of the log',
      !unnumbered,
      unnumbered ? 'an event waits for more than ten minutes' : 'nothing waits long',
      'Is the worker running? Until then the log does not show what happened.',
    ),
    finding(
      'Imports',
      open === 0,
      open === 0 ? 'none was cut off' : `${open} cut off or under way`,
      'Import the same file again: it goes on where it stopped.',
    ),
  ];
}

function finding(what: string, well: boolean, says: string, remedy: string): Finding {
  return well ? { what, well, says } : { what, well, says, remedy };
}
