import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Connections } from '@/lib/db/client';
import type { Env } from '@/lib/env';
import { type Finding, finding } from './finding';

const DAY = 86_400_000;
/** A week: what was brought in since the last copy would be lost with the disk. */
export const COPY_OLD_AFTER = 7 * DAY;
const CLOCK_OFF_AFTER = 60_000;

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
