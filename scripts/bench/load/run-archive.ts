import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startScratchPostgres } from '@/lib/db/testing/scratch-postgres';
import { freePort } from '@/lib/free-port';
import { TEST_KEY } from '@/lib/people/testing/show-second-factor';
import { enterDesk } from '../desk/enter-desk';
import { ask } from './ask';
import { COUNTING } from './count-queries';
import { parentOf } from './watch-memory';

/** An archive with its corpus, whose web, worker and database are processes of their own. */
export interface RunningArchive {
  site: string;
  superUrl: string;
  environment: NodeJS.ProcessEnv;
  folder: string;
  /** Process ids by the part's name. */
  parts: Record<string, number>;
  /** Signs a new curator in; gives the cookies. */
  enter(name: string): Promise<string>;
  /** Whether web and worker are still the processes that were started. */
  lives(): boolean;
  stop(): Promise<void>;
}

/** Starts it from the production build, made first where it is missing or old. Throws where a part fails. */
export async function runArchive(): Promise<RunningArchive> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sawt-load-'));
  const postgres = await startScratchPostgres(COUNTING);
  const children: ChildProcess[] = [];
  const stop = async () => {
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(children.map(ended));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const name = await postgres.createDatabase();
    const urls = postgres.urls(name);
    const port = await freePort();
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: urls.app,
      DATABASE_URL_READING: urls.reading,
      DATABASE_URL_MIGRATE: urls.migrate,
      NEXTAUTH_SECRET: TEST_KEY,
      SEARCH_ENGINE: 'postgres',
      LOG_LEVEL: 'error',
      PORT: String(port),
      DATA_DIR: folder,
    };
    for (const part of ['build', 'prepare']) {
      const code = await ended(start(['scripts/start.mjs', part], environment));
      if (code !== 0) throw new Error(`“npm start -- ${part}” ended with ${code}.`);
    }
    const web = start(['--import', 'tsx', 'scripts/web.ts'], environment);
    const worker = start(['--import', 'tsx', 'scripts/worker.ts'], environment);
    children.push(web, worker);
    const site = `http://localhost:${port}`;
    await untilHealthy(site);
    const server = await serverOf(postgres.superUrl(name));
    return {
      site,
      superUrl: postgres.superUrl(name),
      environment,
      folder,
      parts: { web: web.pid ?? 0, worker: worker.pid ?? 0, PostgreSQL: server },
      enter: (name) => enterDesk(site, urls, name),
      lives: () => children.every(({ exitCode, signalCode }) => exitCode === null && signalCode === null),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function start(words: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=DeprecationWarning', ...words], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

async function untilHealthy(site: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await ask(new Map(), '', { url: `${site}/readyz` })).status === '200') return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The web part did not answer.');
}

/** The process id of the database server: the parent of the one that serves us. */
async function serverOf(superUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  const { rows } = await client.query<{ id: number }>('SELECT pg_backend_pid() AS id');
  const server = await parentOf(rows[0]?.id ?? 0);
  await client.end();
  return server ?? 0;
}
