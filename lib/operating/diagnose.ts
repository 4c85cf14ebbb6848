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
