import { type ChildProcess, spawn } from 'node:child_process';
import { liveContext } from '@/lib/context';
import { connect } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrations/migrate';
import { startScratchPostgres } from '@/lib/db/testing/scratch-postgres';
import { freePort } from '@/lib/free-port';
import { createUser } from '@/lib/people/create-user';
import { showSecondFactor, TEST_KEY } from '@/lib/people/testing/show-second-factor';
import { fillQueue } from '@/lib/review/testing/fill-queue';

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
    const cookie = await enter(url, urls);
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

/** Makes a curator, signs in as a browser does, and gives the cookies. */
async function enter(url: string, urls: Parameters<typeof connect>[0]): Promise<string> {
  for (let tries = 0; tries < 240; tries += 1) {
    if ((await fetch(`${url}/healthz`).catch(() => null))?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const connections = connect(urls, 2);
  const context = liveContext(connections);
  const made = await createUser(
    { type: 'system', name: 'operator' },
    { name: 'bench', role: 'curator' },
    context,
  );
  if (!made.ok) throw new Error(made.message);
  const page = await fetch(`${url}/signin`);
  const csrfToken = /name="csrfToken" value="([0-9a-f]+)"/.exec(await page.text())?.[1] ?? '';
  const first = cookiesOf(page);
  const sent = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, cookie: first },
    body: new URLSearchParams({
      csrfToken,
      username: 'bench',
      password: made.value.password,
      callbackUrl: '/desk',
    }),
  });
  const session = await context.db.session.findFirstOrThrow({ where: { userId: made.value.id } });
  await showSecondFactor(session.id, context);
  await connections.close();
  return `${first}; ${cookiesOf(sent)}`;
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
