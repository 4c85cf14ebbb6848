import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { makeDataFolder, printedSignIn, startArchive } from '../support/archive';
import { codeAt } from '../support/authenticator';
import { rawRequest } from '../support/raw-request';
import { enter, visitorOf } from '../support/visitor';

const NETWORK = '127.77.0.9';
const VISITOR = '203.0.113.77';
const TOKEN = 'a-token-for-the-test-alone';
const REFERENCE = 's3dd9e7xze';
const INSIDE = 'http://inside.example:8080/gave';

async function* filesUnder(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(name);
    else if (entry.isFile()) yield name;
  }
}

/** Fails where a file under `folder` holds one of the addresses; gives how many files it looked at. */
async function expectNowhereIn(folder: string): Promise<number> {
  let looked = 0;
  for await (const file of filesUnder(folder)) {
    const bytes = await readFile(file);
    for (const address of [NETWORK, VISITOR]) expect(bytes.includes(address), file).toBe(false);
    looked += 1;
  }
  return looked;
}

/** A server inside the network whose address a stranger gives; it counts who asks. */
async function listenAsStranger() {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/gave`, asked: () => asked, stop: () => server.close() };
}

/** The ports of the archive's own database and search server, from what they keep in the data folder. */
async function ownPorts(dataDir: string): Promise<string[]> {
  const ports: string[] = [];
  for await (const file of filesUnder(dataDir)) {
    if (path.basename(file) === 'postmaster.pid') ports.push((await readFile(file, 'utf8')).split('\n')[3]!);
    if (/meilisearch\/port$/.test(file)) ports.push((await readFile(file, 'utf8')).trim());
  }
  return ports;
}

test('a visitor’s address is in no log, no file, no table and no backup of a whole run, which speaks to nobody else', async () => {
  test.skip(process.platform !== 'linux', 'comes from a second loopback address, which Linux alone has');
  test.setTimeout(900_000);
  const dataDir = await makeDataFolder();
  const outside = await makeDataFolder();
  const stranger = await listenAsStranger();
  const connections = path.join(outside, 'connections');
  const recorded = {
    NODE_OPTIONS: `--import ${path.resolve('e2e/support/record-connections.mjs')}`,
    CONNECTIONS_FILE: connections,
  };
  const running = await startArchive(dataDir, {
    ...recorded,
    TRUST_PROXY: '1',
    LOG_LEVEL: 'trace',
    METRICS_TOKEN: TOKEN,
    // As behind a proxy that ends TLS: the world is to come by https from then on.
    PUBLIC_URL: 'https://archive.example',
  });
  let said = '';
  const tool = async (...words: string[]) => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'scripts/archive.ts', ...words],
      { env: { ...process.env, ...recorded, DATA_DIR: dataDir, LOG_LEVEL: 'trace' } },
    );
    said += stdout + stderr;
  };
  try {
    const more = { 'x-forwarded-for': VISITOR };
    const visitor = visitorOf(running.url, { from: NETWORK, more });
    for (const address of [
      '/',
      '/search?q=x',
      '/nothing',
      '/desk',
      `/ar/t/${REFERENCE}`,
      '/api/v1/testimonies?page=0',
      '/api/v1/export?format=jsonl',
      '/feed.atom',
      '/oai?verb=Identify',
      '/oembed?url=x',
      `/share/${REFERENCE}.png`,
    ]) {
      const { status, headers } = await visitor.get(address);
      expect(status, address).toBeLessThan(500);
      expect(headers['strict-transport-security'], address).toBe('max-age=63072000');
    }
    // Addresses that a stranger gives are kept and shown, and asked by nobody.
    const sent = await visitor.post('/submit/send', {
      text: 'I was there.',
      speaker: 'A neighbour',
      url: INSIDE,
      date: '2016-12-13',
      how: `By hand; see ${stranger.url}`,
    });
    expect(sent.headers.location).toContain('receipt');
    await visitor.post(`/report/${REFERENCE}/send`, { reason: 'correction', message: stranger.url });
    const picture = await visitor.get(`/_next/image?url=${encodeURIComponent(stranger.url)}&w=640&q=75`);
    expect(picture.status).toBe(404);

    // Signing in, wrongly and then rightly with both factors, and the desk.
    await enter(visitor, 'nobody', 'wrong');
    const { name, password } = printedSignIn(running.said());
    await enter(visitor, name, password);
    const page = await visitor.get('/signin/second-factor');
    const secret = /<code[^>]*class="[^"]*secret[^"]*"[^>]*>([^<]+)</.exec(page.body)?.[1] ?? '';
    const code = codeAt(secret.replaceAll(' ', ''), Math.floor(Date.now() / 30_000));
    await visitor.post('/signin/second-factor/set-up', { code, kept: 'yes' });
    for (const address of ['/desk', '/desk/log', '/desk/accounts', '/desk/self'])
      expect((await visitor.get(address)).status, address).toBe(200);

    expect((await visitor.get('/metrics')).status).toBe(404);
    const metrics = await rawRequest(running.url, '/metrics', {
      from: NETWORK,
      headers: { ...more, authorization: `Bearer ${TOKEN}` },
    });
    expect(metrics.body).toContain('sawt_database_up 1');
    expect(metrics.body).not.toContain('203.0');

    const file = path.join(outside, 'given.jsonl');
    await writeFile(file, JSON.stringify({ format: 'sawt/1', text: 'Given.', speaker: 'Sami', url: INSIDE }));
    await tool('import', file);
    await tool('backup', path.join(outside, 'copy'));
    await tool('unseal', path.join(outside, 'copy'), path.join(outside, 'opened'));

    // In all this the processes spoke to the database, the search server, each other, and nobody else.
    const known = [...(await ownPorts(dataDir)), new URL(running.url).port];
    expect(known.length).toBeGreaterThan(1);
    const lines = new Set((await readFile(connections, 'utf8')).trim().split('\n'));
    // tsx speaks to its own parent through a pipe.
    const spoke = [...lines].filter((line) => !line.includes('/tsx-'));
    expect(spoke.filter((line) => !/^(localhost|127\.0\.0\.1):\d+$/.test(line))).toEqual([]);
    expect(spoke.filter((line) => !known.includes(line.split(':')[1] ?? ''))).toEqual([]);
    expect(spoke.length).toBeGreaterThan(1);
    expect(stranger.asked()).toBe(0);
  } finally {
    await running.stop();
    stranger.stop();
  }
  expect(await expectNowhereIn(dataDir)).toBeGreaterThan(100);
  expect(await expectNowhereIn(path.join(outside, 'opened'))).toBeGreaterThan(10);
  for (const address of [NETWORK, VISITOR]) expect(running.said() + said).not.toContain(address);
  await Promise.all([dataDir, outside].map((folder) => rm(folder, { recursive: true, force: true })));
});
