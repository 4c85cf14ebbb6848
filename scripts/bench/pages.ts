import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrations/migrate';
import { startScratchPostgres } from '@/lib/db/testing/scratch-postgres';
import { freePort } from '@/lib/free-port';
import { insertForms, SAMPLE_FORMS } from '@/lib/reading/testing/sample-archive';

const SECONDS = process.env.SAWT_TEST_SIZE === 'long' ? 10 : 4;
const CONNECTIONS = 20;
const ROOT = process.cwd();
const NEXT = path.join(ROOT, 'node_modules/next/dist/bin/next');

/**
 * `npm run bench -- pages`: requests a second of a testimony's page as the archive serves it, beside a
 * static page of the same size under Next's own server, in turns on one machine. Fails under three
 * times the static page. The archive must have been built (`npm start` does).
 */
export async function run(): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sawt-bench-'));
  const postgres = await startScratchPostgres();
  const children: ChildProcess[] = [];
  try {
    const archive = await startArchive(postgres, children);
    const html = await (await fetch(archive)).text();
    const fixed = await startStaticPage(folder, html.length, children);
    const rounds: { archive: number; fixed: number }[] = [];
    await load(archive, 1);
    await load(fixed, 1);
    for (let round = 0; round < 3; round += 1) {
      rounds.push({ fixed: await load(fixed, SECONDS), archive: await load(archive, SECONDS) });
    }
    const ratios = rounds.map((round) => round.archive / round.fixed).sort((a, b) => a - b);
    for (const round of rounds) {
      process.stdout.write(
        `static Next page ${Math.round(round.fixed)}/s   testimony ${Math.round(round.archive)}/s   ${(round.archive / round.fixed).toFixed(1)} times\n`,
      );
    }
    process.stdout.write(
      `HTML ${html.length} characters, the same in both; target 3 times, median ${ratios[1]?.toFixed(1)}\n`,
    );
    return (ratios[1] ?? 0) >= 3 ? 0 : 1;
  } finally {
    for (const child of children) child.kill('SIGTERM');
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startArchive(
  postgres: Awaited<ReturnType<typeof startScratchPostgres>>,
  children: ChildProcess[],
): Promise<string> {
  const name = await postgres.createDatabase();
  const migrated = await migrate(postgres.ownerUrl(name));
  if (!migrated.ok) throw new Error(migrated.message);
  const urls = postgres.urls(name);
  const connections = connect(urls, 2);
  await insertForms(connections.appPool, SAMPLE_FORMS);
  await connections.close();
  const port = await freePort();
  const env = {
    NODE_ENV: 'production',
    PORT: String(port),
    LOG_LEVEL: 'error',
    DATABASE_URL: urls.app,
    DATABASE_URL_READING: urls.reading,
    DATABASE_URL_MIGRATE: urls.migrate,
    NEXTAUTH_SECRET: 'only for this benchmark, only for this benchmark',
  };
  children.push(start(['--import', 'tsx', 'scripts/web.ts'], ROOT, env));
  const url = `http://127.0.0.1:${port}/t/q1q1q1q1q1`;
  await answers(url);
  return url;
}

/** A project of its own with one page that Next renders when it builds, of `size` characters of text. */
async function startStaticPage(folder: string, size: number, children: ChildProcess[]): Promise<string> {
  await mkdir(path.join(folder, 'app'), { recursive: true });
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  await writeFile(path.join(folder, 'package.json'), '{"private":true,"type":"module"}');
  // The page's text stands in it twice, as HTML and for the framework's script.
  const words = 'words '.repeat(Math.max(1, Math.round(size / 12)));
  await writeFile(
    path.join(folder, 'app/layout.js'),
    'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
  );
  await writeFile(path.join(folder, 'app/page.js'), `export default () => <p>${words}</p>;`);
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const built = start([NEXT, 'build', '--webpack'], folder, env);
  await new Promise<void>((resolve, reject) =>
    built.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`next build ended with ${code}`)),
    ),
  );
  const port = await freePort();
  children.push(start([NEXT, 'start', '-p', String(port), '-H', '127.0.0.1'], folder, env));
  const url = `http://127.0.0.1:${port}/`;
  await answers(url);
  return url;
}

function start(words: string[], cwd: string, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, words, { cwd, env: { ...process.env, ...env }, stdio: 'ignore' });
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    const status = await fetch(url).then(
      ({ status }) => status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${url} does not answer`);
}

/**
 * Asks for `url` over some kept connections for `seconds`, and gives the answers a second. On bare
 * sockets: an HTTP client of Node would be slower than what it measures.
 */
async function load(url: string, seconds: number): Promise<number> {
  const { hostname, port, pathname } = new URL(url);
  const question = `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nAccept-Encoding: gzip\r\nAccept: text/html\r\n\r\n`;
  const end = performance.now() + seconds * 1000;
  let count = 0;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connectSocket(Number(port), hostname);
      let held = Buffer.alloc(0);
      socket.on('connect', () => socket.write(question));
      socket.on('data', (chunk) => {
        held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
        const head = held.indexOf('\r\n\r\n');
        if (head === -1) return;
        const headers = held.toString('latin1', 0, head);
        if (!headers.startsWith('HTTP/1.1 200')) {
          reject(new Error(headers.split('\r\n')[0]));
          return socket.destroy();
        }
        const length = /content-length: (\d+)/i.exec(headers)?.[1];
        const whole =
          length === undefined
            ? held.includes('\r\n0\r\n\r\n', head)
            : held.length >= head + 4 + Number(length);
        if (!whole) return;
        count += 1;
        held = Buffer.alloc(0);
        if (performance.now() < end) socket.write(question);
        else socket.end();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve());
    });
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return (count * 1000) / (performance.now() - began);
}
