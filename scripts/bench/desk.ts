import { type ChildProcess, spawn } from 'node:child_process';
import { migrate } from '@/lib/db/migrations/migrate';
import { startScratchPostgres } from '@/lib/db/testing/scratch-postgres';
import { freePort } from '@/lib/free-port';
import { TEST_KEY } from '@/lib/people/testing/show-second-factor';
import { fillQueue } from '@/lib/review/testing/fill-queue';
import { enterDesk } from './desk/enter-desk';

const SIZE = 100_000;
const ROUNDS = process.env.SAWT_TEST_SIZE === 'long' ? 100 : 30;
const PAGES: [string, string][] = [
  ['waiting', '/desk'],
  ['waiting, in Arabic', '/ar/desk'],
  ['returned', '/desk?view=returned'],
  ['one platform and language', '/desk?platform=telegram&lang=ar'],
  ['part of a name', '/desk?person=person+4711'],
  ['high risk', '/desk?risk=high'],
  ['three days old', '/desk?days=3'],
  ['what came of it', '/desk/log'],
];

/**
 * `npm run bench -- desk`: how long the queue's page takes, as a signed-in curator's browser asks for
 * it, where 100,000 items wait. Fails where half of the answers of any view take more than 200 ms. The
 * archive must have been built (`npm start` does).
 */
export async function run(): Promise<number> {
  const postgres = await startScratchPostgres();
  let web: ChildProcess | undefined;
  try {
    const name = await postgres.createDatabase();
    const migrated = await migrate(postgres.ownerUrl(name));
    if (!migrated.ok) throw new Error(migrated.message);
    await fillQueue(postgres.superUrl(name), SIZE);
    const urls = postgres.urls(name);
    const port = await freePort();
    web = spawn(process.execPath, ['--import', 'tsx', 'scripts/web.ts'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        LOG_LEVEL: 'error',
        DATABASE_URL: urls.app,
        DATABASE_URL_READING: urls.reading,
        DATABASE_URL_MIGRATE: urls.migrate,
        NEXTAUTH_SECRET: TEST_KEY,
      },
    });
    const url = `http://localhost:${port}`;
    await untilHealthy(url);
    const cookie = await enterDesk(url, urls, 'bench');
    let slow = 0;
    for (const [words, path] of PAGES) {
      const times: number[] = [];
      for (let round = -3; round < ROUNDS; round += 1) {
        const start = performance.now();
        const answer = await fetch(url + path, { headers: { cookie }, redirect: 'manual' });
        const html = await answer.text();
        if (answer.status !== 200 || !html.includes('desk-head'))
          throw new Error(`${path}: ${answer.status}`);
        if (round >= 0) times.push(performance.now() - start);
      }
      times.sort((a, b) => a - b);
      const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
      process.stdout.write(`| ${words} | ${at(0.5)} ms | ${at(0.95)} ms | ${at(1)} ms |\n`);
      if (at(0.5) > 200) slow += 1;
    }
    return slow === 0 ? 0 : 1;
  } finally {
    web?.kill('SIGTERM');
    await postgres.stop();
  }
}

async function untilHealthy(url: string): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    if ((await fetch(`${url}/healthz`).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
