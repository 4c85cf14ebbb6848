import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@/lib/free-port';

export interface RunningArchive {
  url: string;
  dataDir: string;
  /** The process that a person would press Ctrl-C on. */
  pid: number;
  /** From the command to "The archive is open", in milliseconds. */
  openedAfter: number;
  /** All that it printed so far. */
  said(): string;
  /** Ends it as Ctrl-C does and waits until it is gone; its data stays. */
  stop(): Promise<void>;
}

/** An empty data folder that every user may enter, as the embedded PostgreSQL needs when run by root. */
export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sawt-e2e-'));
  await chmod(folder, 0o755);
  return folder;
}

/**
 * Starts the archive as a person would (`npm start` is this very script) on a data folder and a free
 * port, and waits until it says that it is open. Throws, with all that it said, when it does not.
 */
export async function startArchive(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<RunningArchive> {
  const port = settings.PORT ?? String(await freePort());
  const began = performance.now();
  const run = runStart({ PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...settings });
  const stop = async () => {
    run.child.kill('SIGTERM');
    await run.ended;
  };
  try {
    await Promise.race([
      run.opened,
      run.ended.then((code) => {
        throw new Error(`The archive ended (${code}) before it was open:\n${run.said()}`);
      }),
      tooLong(900_000, () => `The archive was not open after a quarter of an hour:\n${run.said()}`),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  const openedAfter = performance.now() - began;
  return { url: `http://localhost:${port}`, dataDir, pid: run.child.pid!, openedAfter, said: run.said, stop };
}

/** Starts the archive with these settings and gives what becomes of it. */
export function runStart(settings: Record<string, string>): {
  child: ChildProcess;
  opened: Promise<void>;
  /** The exit code, once it has ended. */
  ended: Promise<number | null>;
  said(): string;
} {
  const env: NodeJS.ProcessEnv = { ...process.env, ...settings };
  delete env.SAWT_TALLY_FILE;
  const child = spawn(process.execPath, ['--disable-warning=DeprecationWarning', 'scripts/start.mjs'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const opened = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk;
        if (said.includes('The archive is open')) resolve();
      });
    }
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, opened, ended, said: () => said };
}

function tooLong(ms: number, words: () => string): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(words())), ms).unref());
}

/** The sign-in of the administrator whom a first start made, from what it printed. */
export function printedSignIn(said: string): { name: string; password: string } {
  const found = /Name: (\S+)\s+Password: (\S+)/.exec(said);
  if (!found) throw new Error(`The first start printed no sign-in:\n${said}`);
  return { name: found[1]!, password: found[2]! };
}

/** The archive that global-setup started. */
export function archive(): { url: string; dataDir: string; signIn: { name: string; password: string } } {
  const { E2E_URL: url, E2E_DATA_DIR: dataDir, E2E_NAME: name, E2E_PASSWORD: password } = process.env;
  if (!url || !dataDir || !name || !password)
    throw new Error('These journeys need the archive that global-setup starts.');
  return { url, dataDir, signIn: { name, password } };
}
