import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@/lib/db/embedded/server';

export interface RunningArchive {
  url: string;
  dataDir: string;
  /** The administrator whom the first start made. */
  signIn: { name: string; password: string };
  stop(): Promise<void>;
}

/**
 * Starts the archive as a person would (`npm start` is this very script) on an empty data folder and a
 * free port, and waits until it says that it is open. Throws, with all that it said, when it does not.
 */
export async function startArchive(settings: Record<string, string> = {}): Promise<RunningArchive> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'sawt-e2e-'));
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ...settings,
  };
  delete env.SAWT_TALLY_FILE;
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const opened = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk;
        if (said.includes('The archive is open')) resolve();
      });
    }
    child.once('exit', (code) =>
      reject(new Error(`The archive ended (${code}) before it was open:\n${said}`)),
    );
    setTimeout(
      () => reject(new Error(`The archive was not open after four minutes:\n${said}`)),
      240_000,
    ).unref();
  });
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await gone;
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await opened;
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://localhost:${port}`, dataDir, signIn: printedSignIn(said), stop };
}

function printedSignIn(said: string): { name: string; password: string } {
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
