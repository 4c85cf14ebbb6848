import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { freePort } from '@/lib/free-port';
import { type Result, refuse } from '@/lib/result';
import { findProgram, type PostgresProgram, run } from './program';

const MAJOR = '18';
const SUPERUSER = 'sawt_superuser';

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /** Connects as the cluster's superuser: for making roles and databases, never for work. */
  superUrl(database: string): string;
  /** The same server for another user. */
  urlFor(user: string, password: string, database: string): string;
  /** Passwords of the roles, made with the cluster and kept beside it. */
  secrets: Record<'superuser' | 'owner' | 'app' | 'reading', string>;
  /** Whether this call started it; false when it ran already (left by a killed start, or ours). */
  started: boolean;
  /**
   * Watches over the server until `stop`: one that dies is started again on the same port, so that the
   * connections of every process find it again. `noticed` hears of each death.
   */
  keepAlive(noticed: (outcome: Result<undefined>) => void): void;
  /** Lets transactions end by rolling them back, writes a checkpoint, and goes. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL kept in `folder` (made on the first call), on a free loopback port, or takes up
 * one that runs there already. `settings` are postgresql.conf names and values.
 */
export async function startEmbeddedPostgres(
  folder: string,
  settings: Record<string, string> = {},
): Promise<Result<EmbeddedPostgres>> {
  const found = await findProgram();
  if (!found.ok) return found;
  const program = found.value;
  const cluster = path.resolve(folder, 'cluster');
  const version = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version !== null && version.trim() !== MAJOR) {
    return refuse(
      'other-version',
      `The data folder ${folder} belongs to PostgreSQL ${version.trim()}, and this version of Sawt brings ${MAJOR}: back up with the old version and restore here, or set DATA_DIR to another folder.`,
    );
  }
  if (version === null) {
    const made = await initialise(program, folder, cluster);
    if (!made.ok) return made;
  }
  const secrets = JSON.parse(await readFile(path.join(folder, 'passwords.json'), 'utf8'));

  const runningOn = await findRunning(program, cluster);
  const running = runningOn !== null;
  const port = runningOn ?? (await freePort());
  const launch = () => launchServer(program, cluster, { port: String(port), ...settings });
  if (!running) {
    const launched = await launch();
    if (!launched.ok) return launched;
  }
  const urlFor = (user: string, password: string, database: string) =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  let watch: NodeJS.Timeout | undefined;
  let reviving = false;
  return {
    ok: true,
    value: {
      superUrl: (database) => urlFor(SUPERUSER, secrets.superuser, database),
      urlFor,
      secrets,
      started: !running,
      keepAlive: (noticed) => {
        watch = setInterval(async () => {
          if (reviving || (await answers(port))) return;
          reviving = true;
          // It may be recovering or be stopped by us just now: only what pg_ctl calls gone is started.
          const gone = (await run(program, program.pg_ctl, ['-D', cluster, 'status'])) !== 0;
          if (gone && watch !== undefined) noticed(await launch());
          reviving = false;
        }, 1_000);
      },
      stop: async () => {
        clearInterval(watch);
        watch = undefined;
        await run(program, program.pg_ctl, ['-D', cluster, '-m', 'fast', '-w', '-t', '60', 'stop']);
      },
    },
  };
}

async function launchServer(
  program: PostgresProgram,
  cluster: string,
  settings: Record<string, string>,
): Promise<Result<undefined>> {
  const log = path.join(cluster, 'server.log');
  const options = Object.entries({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...settings,
  }).map(([name, value]) => `-c ${name}='${value}'`);
  const words = ['-D', cluster, '-l', log, '-w', '-t', '120', '-o', options.join(' '), 'start'];
  if ((await run(program, program.pg_ctl, words)) === 0) return { ok: true, value: undefined };
  const last = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-1)[0] ?? '';
  return refuse('postgres-did-not-start', `PostgreSQL did not start (${log}): ${last}`);
}

async function initialise(
  program: PostgresProgram,
  folder: string,
  cluster: string,
): Promise<Result<undefined>> {
  // A start that was killed inside initdb leaves a half-made cluster without PG_VERSION: begin again.
  await rm(cluster, { recursive: true, force: true });
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o711);
  if (program.runAs) await chown(cluster, program.runAs.uid, program.runAs.gid);
  const secret = () => randomBytes(24).toString('hex');
  const secrets = { superuser: secret(), owner: secret(), app: secret(), reading: secret() };
  await writeFile(path.join(folder, 'passwords.json'), JSON.stringify(secrets), { mode: 0o600 });

  const passwordFile = path.join(folder, `initdb-${randomBytes(4).toString('hex')}`);
  await writeFile(passwordFile, `${secrets.superuser}\n`, { mode: 0o600 });
  if (program.runAs) await chown(passwordFile, program.runAs.uid, program.runAs.gid);
  try {
    const code = await run(program, program.initdb, [
      `--pgdata=${cluster}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Under the plain C character type pg_trgm sees no Arabic letter at all.
      '--locale=C',
      `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
    ]);
    if (code === 0) return { ok: true, value: undefined };
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rm(cluster, { recursive: true, force: true });
  return refuse(
    'initdb-failed',
    program.runAs
      ? `PostgreSQL could not make its files under ${folder}. It runs as the user "postgres", who must be able to enter that folder: set DATA_DIR to one outside private home folders, or start as an ordinary user.`
      : `PostgreSQL could not make its files under ${folder}: is the disk full, or the folder not writable?`,
  );
}

/**
 * The port of the server that runs on this cluster, or null. One that was killed a moment ago, or whose
 * process nobody has buried, still counts as running for pg_ctl and answers nobody: it is waited for,
 * and in the end its mark is removed, since the process that it names is not PostgreSQL any more.
 */
async function findRunning(program: PostgresProgram, cluster: string): Promise<number | null> {
  const mark = path.join(cluster, 'postmaster.pid');
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if ((await run(program, program.pg_ctl, ['-D', cluster, 'status'])) !== 0) return null;
    const port = Number((await readFile(mark, 'utf8').catch(() => '')).split('\n')[3]);
    if (port > 0 && (await answers(port))) return port;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await rm(mark, { force: true });
  return null;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.setTimeout(2_000, () => end(false));
  });
}
