import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { makeCheckpoint } from '@/lib/custody/make-checkpoint';
import { loadSigningKey } from '@/lib/custody/signing-key';
import { verifyArchive } from '@/lib/custody/verify/verify-archive';
import { openTestDatabase, type TestDatabase, testPostgres } from '@/lib/db/testing/database';
import { stageAccession } from '@/lib/intake/stage-accession';
import { acceptItem } from '@/lib/publication/accept-item';
import { makeActor } from '@/lib/publication/testing/people';
import { publishRecord } from '@/lib/publication/testing/publish-record';
import { isDatabaseAway } from '@/lib/web/read-route';

const LONG = process.env.SAWT_TEST_SIZE === 'long';
const ROWS = LONG ? 5_000 : 1_500;

let database: TestDatabase;
let folder: string;
let curator: UserActor;
/** A disk of 2 MiB, and one of 3 MiB for two of the database’s tables; null where none can be mounted. */
let disk: string | null = null;
let databaseDisk: string | null = null;

beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'sawt-full-'));
  chmodSync(folder, 0o755);
  curator = await makeActor(database.context, 'curator', 'curator');
  disk = mount('disk', '2m');
  databaseDisk = mount('database', '3m');
});
afterAll(async () => {
  await database?.close();
  if (databaseDisk !== null) await onServer(testPostgres().superUrl('postgres'), 'DROP TABLESPACE full_disk');
  for (const one of [disk, databaseDisk]) if (one !== null) execFileSync('umount', [one]);
  rmSync(folder, { recursive: true, force: true });
});

function mount(name: string, size: string): string | null {
  const at = path.join(folder, name);
  mkdirSync(at);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', at], { stdio: 'ignore' });
    return at;
  } catch {
    return null;
  }
}

async function onServer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const publish = (text: string) =>
  publishRecord(curator, { text, speaker: 'A witness', lang: 'en' }, folder, database.context);
const NONE = 'a small file system can be mounted by root on Linux alone';

describe('a full disk', () => {
  it('leaves no half checkpoint, and the next try after making room writes it whole', async (test) => {
    if (disk === null) return test.skip(NONE);
    await publish('Before the disk was full.');
    const key = loadSigningKey(path.join(folder, 'key.pem'));
    const notes = path.join(disk, 'checkpoints');
    expect(await makeCheckpoint(database.context, key, notes)).not.toBeNull();
    const before = readFileSync(path.join(notes, 'checkpoint.txt'), 'utf8');

    // Filled to the last byte.
    expect(() => writeFileSync(path.join(disk!, 'fill'), Buffer.alloc(2 ** 22))).toThrow('ENOSPC');
    await publish('While the disk is full.');
    await expect(makeCheckpoint(database.context, key, notes)).rejects.toThrow('ENOSPC');
    expect(readFileSync(path.join(notes, 'checkpoint.txt'), 'utf8')).toBe(before);
    const whole = readdirSync(notes).filter((name) => name.startsWith('checkpoint'));
    for (const name of whole) expect(readFileSync(path.join(notes, name), 'utf8'), name).toBe(before);

    rmSync(path.join(disk, 'fill'));
    const made = await makeCheckpoint(database.context, key, notes);
    expect(readFileSync(path.join(notes, 'checkpoint.txt'), 'utf8')).toBe(made?.note);
    expect(made?.note).not.toBe(before);
    expect(existsSync(path.join(notes, `checkpoint-${made?.size}.txt`))).toBe(true);
    expect(await verifyArchive(database.context, notes, null)).toMatchObject({ ok: true });
  });

  it('leaves no half backup and no word of one in the log, and says what to do; with room it is made', async (test) => {
    if (disk === null) return test.skip(NONE);
    await publish(`Long. ${'What was seen. '.repeat(1_000)}`);
    const out = path.join(disk, 'copy');
    const backup = () =>
      new Promise<{ code: number; said: string }>((resolve) => {
        const words = ['--import', 'tsx', 'scripts/archive.ts', 'backup', out];
        const env = {
          ...process.env,
          DATA_DIR: path.join(folder, 'data'),
          DATABASE_URL: database.urls.app,
          DATABASE_URL_READING: database.urls.reading,
          DATABASE_URL_MIGRATE: database.urls.migrate,
        };
        execFile(process.execPath, words, { env }, (error, stdout, stderr) =>
          resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
        );
      });
    const told = () => database.app.custodyEvent.count({ where: { type: 'exported' } });
    // Room for what it begins with, and none for the end.
    expect(() => writeFileSync(path.join(disk!, 'fill'), Buffer.alloc(2 ** 22))).toThrow('ENOSPC');
    execFileSync('truncate', ['-s', '-20K', path.join(disk, 'fill')]);
    const refused = await backup();
    expect(refused.code).toBe(1);
    expect(refused.said).toContain('Make room');
    expect(existsSync(out)).toBe(false);
    expect(await told()).toBe(0);

    rmSync(path.join(disk, 'fill'));
    if (!LONG) return;
    const done = await backup();
    expect(done, done.said).toMatchObject({ code: 0 });
    expect(await told()).toBe(1);
  });

  it('of the database stops an import between two batches, and with room it goes on to the same end', async (test) => {
    if (databaseDisk === null) return test.skip(NONE);
    const postgres = Number(execFileSync('id', ['-u', 'postgres']).toString());
    execFileSync('chown', [String(postgres), databaseDisk]);
    await onServer(
      database.superUrl,
      `CREATE TABLESPACE full_disk LOCATION '${databaseDisk}'`,
      'ALTER TABLE archived_original SET TABLESPACE full_disk',
      'ALTER TABLE public_form SET TABLESPACE full_disk',
    );
    const file = path.join(folder, 'many.jsonl');
    const rows = Array.from({ length: ROWS }, (_, nth) =>
      JSON.stringify({
        format: 'sawt/1',
        text: `Row ${nth}: ${randomBytes(1_400).toString('base64')}`,
        speaker: `Witness ${nth % 7}`,
      }),
    );
    writeFileSync(file, rows.join('\n'));
    const bring = () => stageAccession(curator, { paths: [file] }, database.context);
    const error = await bring().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    // Said to be a matter of the moment: readers and forms are told to come back.
    expect(isDatabaseAway(error), String(error)).toBe(true);
    expect(await accessionAsItIs(file)).toMatchObject({ state: 'open' });
    expect(await verifyArchive(database.context, path.join(folder, 'none'), null)).toMatchObject({
      ok: true,
    });

    execFileSync('mount', ['-o', 'remount,size=64m', databaseDisk]);
    expect(await bring()).toMatchObject({ ok: true, value: { report: { staged: ROWS, quarantined: 0 } } });
    expect(await accessionAsItIs(file)).toMatchObject({ state: 'finished', items: ROWS, originals: ROWS });
    expect(await verifyArchive(database.context, path.join(folder, 'none'), null)).toMatchObject({
      ok: true,
    });
  });

  it('of the database publishes nothing by half, and with room the same decision is taken', async (test) => {
    if (databaseDisk === null) return test.skip(NONE);
    execFileSync('mount', ['-o', 'remount,size=64m', databaseDisk]);
    const item = await database.app.stagedItem.findFirstOrThrow({ where: { state: 'waiting' } });
    const approval = { basis: 'public-figure', risk: 'ordinary', minor: false } as const;
    const input = { itemId: item.id, version: item.version, approval, requestKey: null };
    expect(() => writeFileSync(path.join(databaseDisk!, 'fill'), Buffer.alloc(2 ** 27))).toThrow('ENOSPC');
    const before = await counts();
    // What has room in the pages that are there may still be taken; the first that needs a new one is not.
    let refused: unknown = null;
    for (const next of await database.app.stagedItem.findMany({ where: { state: 'waiting' }, take: 60 })) {
      const tried = { ...input, itemId: next.id, version: next.version };
      refused = await acceptItem(curator, tried, database.context).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (refused === null) continue;
      expect(isDatabaseAway(refused), String(refused)).toBe(true);
      expect(await database.app.stagedItem.findUniqueOrThrow({ where: { id: next.id } })).toMatchObject({
        state: 'waiting',
        version: next.version,
      });
      const now = await counts();
      expect(now.forms - before.forms).toBe(now.testimonies - before.testimonies);
      rmSync(path.join(databaseDisk, 'fill'));
      expect(await acceptItem(curator, tried, database.context)).toMatchObject({ ok: true });
      break;
    }
    expect(refused, 'the disk was never felt').not.toBeNull();
    expect(await verifyArchive(database.context, path.join(folder, 'none'), null)).toMatchObject({
      ok: true,
    });
  });
});

async function counts() {
  return {
    testimonies: await database.app.testimony.count(),
    forms: await database.app.publicForm.count({ where: { kind: 'testimony', current: true } }),
  };
}

async function accessionAsItIs(file: string) {
  const accession = await database.app.accession.findFirstOrThrow({
    where: { fileName: path.basename(file) },
  });
  return {
    state: accession.state,
    items: await database.app.stagedItem.count({ where: { accessionId: accession.id } }),
    originals: await database.app.archivedOriginal.count({ where: { accessionId: accession.id } }),
  };
}
