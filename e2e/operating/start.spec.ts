import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { findMeilisearch } from '@/lib/search/meilisearch-program';
import { makeDataFolder, printedSignIn, runStart, startArchive } from '../support/archive';

/** Starting, stopping and being killed, with the build that the journeys made already. */
const LONG = process.env.SAWT_TEST_SIZE === 'long';
const QUOTATION = 'Is there literally nothing that can shame you?';

async function refusal(settings: Record<string, string>): Promise<string> {
  const dataDir = settings.DATA_DIR ?? (await makeDataFolder());
  const run = runStart({ DATA_DIR: dataDir, PORT: '39999', ...settings });
  expect(await run.ended).toBe(1);
  const lines = run
    .said()
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('  ') && line !== 'Sawt (صوت)');
  expect(lines, 'one clear line').toHaveLength(1);
  return lines[0]!;
}

/** Processes (Linux) that were started for this data folder: by their environment, or by their words. */
function processesOf(dataDir: string): { pid: number; words: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8');
        return words.includes(dataDir) || environment.includes(`DATA_DIR=${dataDir}`)
          ? [{ pid: Number(name), words }]
          : [];
      } catch {
        return [];
      }
    });
}

test.describe('a start that cannot be', () => {
  test('says in one line that a setting is wrong', async () => {
    const wrong: Record<string, string>[] = [
      { PORT: 'abc' },
      { SAWT_PORT: '1' },
      { SEARCH_ENGINE: 'elastic' },
    ];
    expect(await Promise.all(wrong.map(refusal))).toEqual([
      expect.stringContaining('PORT must be a whole number'),
      expect.stringContaining('SAWT_PORT is not a setting'),
      expect.stringContaining('SEARCH_ENGINE must be'),
    ]);
  });

  test('says in one line that the port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    expect(await refusal({ PORT: String(port) })).toContain(`Port ${port} is taken`);
    taken.close();
  });

  test('says in one line that the data folder is of another version', async () => {
    const dataDir = await makeDataFolder();
    await mkdir(path.join(dataDir, 'postgres', 'cluster'), { recursive: true });
    await writeFile(path.join(dataDir, 'postgres', 'cluster', 'PG_VERSION'), '14\n');
    expect(await refusal({ DATA_DIR: dataDir })).toContain('belongs to PostgreSQL 14');
  });

  test('says in one line that the database is away', async () => {
    expect(await refusal({ DATABASE_URL: 'postgresql://nobody:x@127.0.0.1:1/none' })).toContain(
      'DATABASE_URL does not answer',
    );
  });
});

/** Which engine /readyz names, and which one answers a search. */
async function enginesOf(url: string): Promise<{ readyz: string; search: string }> {
  const ready = (await (await fetch(`${url}/readyz`)).json()) as { search: { engine: string } };
  const found = (await (await fetch(`${url}/api/v1/testimonies?q=Aleppo`)).json()) as { engine: string };
  return { readyz: ready.search.engine, search: found.engine };
}

test('starts, ends everything that it started, starts again in seconds, and survives kill -9 of any part', async () => {
  test.skip(process.platform !== 'linux', 'looks at processes through /proc, which only Linux has');
  test.setTimeout(900_000);
  const dataDir = await makeDataFolder();

  const first = await startArchive(dataDir);
  expect(printedSignIn(first.said()).name).toBe('administrator');
  expect(first.said()).toMatch(/applied \d.*each with its source/s);
  const second = await refusal({ DATA_DIR: dataDir });
  expect(second).toContain('runs already');
  await first.stop();
  expect(processesOf(dataDir), 'nothing is left of what it started').toEqual([]);

  const again = await startArchive(dataDir, { SEARCH_ENGINE: 'postgres' });
  expect(await enginesOf(again.url)).toEqual({ readyz: 'postgres', search: 'postgres' });
  // In seconds, since all of that is done: how many depends on the machine and what else it does.
  expect(again.said()).not.toMatch(/Password:|applied \d|each with its source|web pages, built/);
  console.log(`    second start: open after ${(again.openedAfter / 1000).toFixed(1)} s`);
  if (LONG) expect(again.openedAfter).toBeLessThan(45_000);

  // A part that dies is started again while the archive stays open.
  const parts = () => processesOf(dataDir);
  const web = parts().find(({ words }) => words.includes('scripts/web.ts'))!;
  process.kill(web.pid, 'SIGKILL');
  await expect
    .poll(
      () =>
        fetch(`${again.url}/`).then(
          (answer) => answer.status,
          () => 0,
        ),
      { timeout: 60_000, intervals: [50] },
    )
    .toBe(200);

  // The database alone: until it is back readers are told when to come again, and nothing stale is shown.
  const postgres = parts().find(
    ({ words }) => words.includes('postgres -D') || words.includes('postgres" "-D'),
  )!;
  process.kill(postgres.pid, 'SIGKILL');
  const answered = new Set<number>();
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${again.url}/`).catch(() => null);
        answered.add(answer?.status ?? 0);
        if (answer?.status === 503) expect(answer.headers.get('retry-after')).toBeTruthy();
        return answer?.status;
      },
      { timeout: 60_000, intervals: [50] },
    )
    .toBe(200);
  await expect
    .poll(() => again.said(), { timeout: 60_000, intervals: [50] })
    .toContain('PostgreSQL had died and was started again');
  await expect
    .poll(() => fetch(`${again.url}/people`).then((answer) => answer.status), {
      timeout: 60_000,
      intervals: [50],
    })
    .toBe(200);
  expect([...answered].every((status) => status === 200 || status === 503)).toBe(true);

  // All of it at once, the database too.
  for (const { pid } of parts().sort((a, b) => a.pid - b.pid)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {}
  }
  const recovered = await startArchive(dataDir);
  const here = (await findMeilisearch()) === null ? 'postgres' : 'meilisearch';
  expect(await enginesOf(recovered.url)).toEqual({ readyz: here, search: here });
  const found = await fetch(`${recovered.url}/api/v1/testimonies?q=${encodeURIComponent(`"${QUOTATION}"`)}`);
  expect(((await found.json()) as { total: number }).total).toBe(1);

  // Only the one that holds the others: they notice and go, and the database is taken up again.
  process.kill(recovered.pid, 'SIGKILL');
  const last = await startArchive(dataDir);
  expect((await fetch(`${last.url}/`)).status).toBe(200);
  await last.stop();
  expect(processesOf(dataDir)).toEqual([]);
  await rm(dataDir, { recursive: true, force: true });
});
