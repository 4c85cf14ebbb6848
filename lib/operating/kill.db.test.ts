import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { sequenceAll } from '@/lib/custody/sequence';
import { verifyArchive } from '@/lib/custody/verify/verify-archive';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { makeActor } from '@/lib/publication/testing/people';
import { openIndexing } from '@/lib/search/choose-engine';
import { indexWaiting } from '@/lib/search/index-worker';
import { prepareIndex } from '@/lib/search/prepare-index';
import { reconcile } from '@/lib/search/reconcile';
import { importAndPublish } from './testing/import-and-publish';

const LONG = process.env.SAWT_TEST_SIZE === 'long';
const KILLS = LONG ? 50 : 3;
const ROWS = LONG ? 1_500 : 24;

let database: TestDatabase;
let undisturbed: TestDatabase;
let folder: string;
let file: string;
beforeAll(async () => {
  [database, undisturbed] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  folder = await mkdtemp(path.join(tmpdir(), 'sawt-kill-'));
  file = path.join(folder, 'rows.jsonl');
  const rows = Array.from({ length: ROWS }, (_, nth) =>
    JSON.stringify({
      format: 'sawt/1',
      text: `What row ${nth} says.`,
      speaker: `Witness ${nth % 9}`,
      lang: 'en',
    }),
  );
  await writeFile(file, `${rows.join('\n')}\n`);
});
afterAll(async () => {
  await Promise.all([database?.close(), undisturbed?.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function peopleOf({ context }: TestDatabase) {
  return {
    archivist: await makeActor(context, 'archivist', 'archivist'),
    curator: await makeActor(context, 'curator', 'curator'),
  };
}

/**
 * Runs import, publishing and indexing in a process of its own, and kills it `wait` ms after it began or,
 * later on, after it has published as much as `until` asks for.
 */
async function runAndKill(people: Record<string, UserActor>, until: number, wait: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=DeprecationWarning',
      '--import',
      'tsx',
      path.resolve('lib/operating/testing/busy-process.ts'),
    ],
    {
      env: {
        ...process.env,
        TEST_APP_URL: database.urls.app,
        TEST_READING_URL: database.urls.reading,
        TEST_FILE: file,
        TEST_PEOPLE: JSON.stringify(people),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  while (child.exitCode === null && (await database.app.testimony.count()) < until)
    await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, wait));
  child.kill('SIGKILL');
  await gone;
}

/** Ends what is left, and gives what the archive then holds: what it says of it, without what chance made. */
async function finish(one: TestDatabase, people: Awaited<ReturnType<typeof peopleOf>>) {
  await importAndPublish(people, file, one.context);
  const house = openIndexing({ SEARCH_ENGINE: 'postgres' }, { app: one.appPool, reading: one.readingPool });
  await prepareIndex(house);
  // A killed process's lock goes when the server looks at its connection.
  for (let tries = 0; tries < 1_000; tries += 1) {
    await indexWaiting(house);
    if ((await one.app.searchOutbox.count()) === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  while ((await one.app.custodyPending.count()) > 0) await sequenceAll(one.context);
  const published = await one.app.testimony.findMany({ select: { text: true }, orderBy: { text: 'asc' } });
  const events = await one.app.custodyEvent.groupBy({ by: ['type'], _count: true, orderBy: { type: 'asc' } });
  const items = await one.app.stagedItem.findMany({
    select: { position: true, state: true, version: true, original: { select: { digest: true } } },
    orderBy: { position: 'asc' },
  });
  const verified = await verifyArchive(one.context, path.join(folder, 'none'), null);
  const index = await reconcile(one.appPool, house.engines[0]!);
  return { published, events, items, verified, index, outbox: await one.app.searchOutbox.count() };
}

it('killed anywhere in import, publishing and indexing, an archive becomes what it would have been', async () => {
  const people = await peopleOf(database);
  const reached: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    // The first of each ten falls into the import; the others anywhere in what is published one by one.
    const until =
      kill % 10 === 0 ? 0 : Math.min(ROWS - 1, Math.ceil(((kill + Math.random()) * ROWS) / KILLS));
    await runAndKill(people, until, Math.random() * (kill === 0 ? 300 : 40));
    reached.push(await database.app.testimony.count());
  }
  console.log(`published when killed: ${reached.join(', ')} of ${ROWS}`);
  const after = await finish(database, people);
  const whole = await finish(undisturbed, await peopleOf(undisturbed));
  expect(after).toEqual(whole);
  expect(after.verified).toMatchObject({ ok: true });
  expect(after.published).toHaveLength(ROWS);
  expect(after.index).toMatchObject({ published: ROWS, held: ROWS, missing: [], stale: [], extra: [] });
}, 1_200_000);
