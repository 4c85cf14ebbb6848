import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Env } from '@/lib/env';
import { type Finding, finding } from './finding';

const ROOM = 2 ** 30;
/** The worker gives a sign every five seconds. */
const SILENT_AFTER = 60_000;

/**
 * Looks for common mistakes on the machine: room, secrets that others can read, addresses that signing
 * in cannot work with, a worker that gives no sign of life. Asks no database.
 */
export async function diagnoseMachine(env: Env, now: Date): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(existsSync(env.DATA_DIR) ? env.DATA_DIR : '.');
  const free = Number(bavail) * Number(bsize);
  const secrets = path.join(env.DATA_DIR, 'secrets');
  const open = existsSync(secrets) && (statSync(secrets).mode & 0o077) !== 0;
  const address = env.NEXTAUTH_URL ?? env.PUBLIC_URL;
  const keys = [env.SIGNING_KEY_FILE, env.BACKUP_KEY_FILE].filter((file) => file !== undefined);
  const openKey = keys.find((file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0);
  const outside = !/^(localhost|127\.|::1$)/.test(env.HOST);
  const plain = address?.startsWith('http://') && !/^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(address);
  const alive = path.join(env.DATA_DIR, 'worker-alive');
  const silent = existsSync(alive) ? now.getTime() - statSync(alive).mtimeMs : null;
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
    finding(
      'Worker',
      silent !== null && silent < SILENT_AFTER,
      silent === null ? 'no sign of it here' : `its last sign is ${Math.round(silent / 1000)} s old`,
      'Start the archive, or where it runs in parts: npm start -- worker. Nothing is indexed, numbered or signed without it.',
    ),
  ];
}
