import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '@/lib/free-port';
import { type Result, refuse } from '@/lib/result';

/** A Meilisearch started here: on loopback, with its data and its key under the data folder. */
export interface RunningMeilisearch {
  url: string;
  apiKey: string;
  version: string;
  /** Ends it in order. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * What it sets aside for each task. By default two thirds of the machine, which it lays out anew each time:
 * ten changed records then took over a second, and with this a sixth of one.
 */
const INDEXING_MEMORY = '512MiB';

/** Finds a `meilisearch` program on the PATH; null where there is none. */
export async function findMeilisearch(searchPath = process.env.PATH ?? ''): Promise<string | null> {
  for (const folder of searchPath.split(path.delimiter)) {
    const file = path.join(folder, process.platform === 'win32' ? 'meilisearch.exe' : 'meilisearch');
    if (
      folder !== '' &&
      (await access(file, constants.X_OK).then(
        () => true,
        () => false,
      ))
    )
      return file;
  }
  return null;
}

/**
 * Starts Meilisearch with its data in `folder` and waits until it answers. Refuses, with its own last
 * words, when it does not come up: a folder of another version, say, which it does not touch.
 */
export async function startMeilisearch(program: string, folder: string): Promise<Result<RunningMeilisearch>> {
  await mkdir(folder, { recursive: true });
  await endLeftOver(folder);
  const apiKey = await keptKey(path.join(folder, 'master-key'));
  const port = await freePort();
  const child = spawn(
    program,
    [
      '--http-addr',
      `127.0.0.1:${port}`,
      '--db-path',
      path.join(folder, 'data'),
      '--dump-dir',
      path.join(folder, 'dumps'),
      '--snapshot-dir',
      path.join(folder, 'snapshots'),
      '--no-analytics',
      '--max-indexing-memory',
      INDEXING_MEMORY,
      '--env',
      'production',
      '--log-level',
      'WARN',
    ],
    // The key in the environment, since every user of the machine can read a command line. A session of
    // its own, so that Ctrl-C in the terminal leaves it to us to end it after the web part.
    { env: { ...process.env, MEILI_MASTER_KEY: apiKey }, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  if (child.pid !== undefined) await writeFile(path.join(folder, 'pid'), String(child.pid));
  await writeFile(path.join(folder, 'port'), String(port));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said = (said + chunk).slice(-2_000);
    });
  }
  let ended = false;
  const gone = new Promise<void>((resolve) => {
    for (const event of ['exit', 'error'] as const) {
      child.once(event, () => {
        ended = true;
        resolve();
      });
    }
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300 && !ended; tries += 1) {
    const answer = await fetch(`${url}/version`, { headers: { Authorization: `Bearer ${apiKey}` } }).catch(
      () => null,
    );
    if (answer?.ok) {
      const { pkgVersion } = (await answer.json()) as { pkgVersion: string };
      return { ok: true, value: { url, apiKey, version: pkgVersion, stop: () => stop(child, gone) } };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop(child, gone);
  const words = said.trim().split('\n').at(-1) ?? '';
  return refuse(
    'meilisearch-does-not-start',
    `Meilisearch (${program}) does not start${words ? `: ${words}` : '.'}`,
  );
}

/** The Meilisearch that a running archive keeps in `folder`, for the operators' tool; null where none answers. */
export async function runningMeilisearch(folder: string): Promise<{ url: string; apiKey: string } | null> {
  const [port, apiKey] = await Promise.all(
    ['port', 'master-key'].map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')),
  );
  const found = { url: `http://127.0.0.1:${port?.trim()}`, apiKey: apiKey?.trim() ?? '' };
  const answer = await fetch(`${found.url}/version`, {
    headers: { Authorization: `Bearer ${found.apiKey}` },
  }).catch(() => null);
  return answer?.ok ? found : null;
}

/**
 * A start that was killed leaves its Meilisearch running, which holds the data. It is ended before
 * another begins; a number that by now belongs to some other program is left alone.
 */
async function endLeftOver(folder: string): Promise<void> {
  const pid = Number(await readFile(path.join(folder, 'pid'), 'utf8').catch(() => '0'));
  if (!(pid > 0) || !isMeilisearch(pid)) return;
  process.kill(pid, 'SIGKILL');
  for (let tries = 0; tries < 50 && isMeilisearch(pid); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isMeilisearch(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
  const name = stdout ?? '';
  return name.includes('meilisearch') && !name.includes('defunct');
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
}

async function keptKey(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept) return kept.trim();
  const made = randomBytes(24).toString('hex');
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
