import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { makeCheckpoint } from '@/lib/custody/make-checkpoint';
import { sequenceAll } from '@/lib/custody/sequence';
import { loadSigningKey } from '@/lib/custody/signing-key';
import { verifyArchive } from '@/lib/custody/verify/verify-archive';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { makeActor } from '@/lib/publication/testing/people';
import { publishRecord } from '@/lib/publication/testing/publish-record';
import { openSearch } from '@/lib/search/choose-engine';
import { readReadiness } from '@/lib/web/readiness';

let database: TestDatabase;
let folder: string;
let curator: UserActor;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'sawt-faults-'));
  curator = await makeActor(database.context, 'curator', 'curator');
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

const publish = (text: string, clock = () => new Date()) =>
  publishRecord(curator, { text, speaker: 'A witness', lang: 'en' }, folder, { ...database.context, clock });

describe('a full disk', () => {
  it('leaves no half checkpoint, and the next try after making room writes it whole', async (test) => {
    const disk = path.join(folder, 'disk');
    execFileSync('mkdir', [disk]);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return test.skip('a small file system can be mounted by root on Linux alone');
    }
    try {
      await publish('Before the disk was full.');
      const key = loadSigningKey(path.join(folder, 'key.pem'));
      const notes = path.join(disk, 'checkpoints');
      expect(await makeCheckpoint(database.context, key, notes)).not.toBeNull();
      const before = readFileSync(path.join(notes, 'checkpoint.txt'), 'utf8');

      // Filled to the last byte.
      expect(() => writeFileSync(path.join(disk, 'fill'), Buffer.alloc(2 ** 20))).toThrow('ENOSPC');
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
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('a clock set a day off', () => {
  it('leaves the log in the order of what happened, and it verifies', async () => {
    const off = (days: number) => () => new Date(Date.now() + days * 86_400_000);
    const references = [
      await publish('By a right clock.'),
      await publish('By a clock a day ahead.', off(1)),
      await publish('By a clock a day behind.', off(-1)),
      await publish('By a right clock again.'),
    ];
    while ((await database.app.custodyPending.count()) > 0) await sequenceAll(database.context);
    const { rows } = await database.appPool.query<{ key: string }>(
      `SELECT e.subject_key AS key FROM custody_entry n JOIN custody_event e ON e.id = n.event_id
        WHERE e.subject_key = ANY($1) ORDER BY n.position`,
      [references],
    );
    expect([...new Set(rows.map(({ key }) => key))]).toEqual(references);
    expect(await verifyArchive(database.context, path.join(folder, 'none'), null)).toMatchObject({
      ok: true,
    });
  });
});

describe('two versions side by side', () => {
  it('the older goes on with the schema of the newer, and says that it is ready', async () => {
    const owner = new pg.Client({ connectionString: database.urls.migrate });
    await owner.connect();
    // What the next version’s migration may do: add, never take away.
    await owner.query(`
      ALTER TABLE testimony ADD COLUMN of_the_next_version text;
      ALTER TABLE public_form ADD COLUMN of_the_next_version jsonb DEFAULT '{}';
      CREATE TABLE of_the_next_version (id int PRIMARY KEY);
      INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
        VALUES ('next', 'x', now(), '29991231000000_of_the_next_version', 1)`);
    await owner.end();
    const reference = await publish('Published by the older version.');
    const kept = await database.reading.publicForm.findFirst({ where: { key: reference } });
    expect(kept?.current).toBe(true);
    const house = openSearch({ SEARCH_ENGINE: 'postgres' }, database.readingPool);
    expect(await readReadiness(database.readingPool, house)).toMatchObject({
      database: { ok: true },
      migrations: { ok: true, missing: [] },
    });
  });

  it('the newer before its migration says that it is not ready, and which is missing', async () => {
    const owner = new pg.Client({ connectionString: database.superUrl });
    await owner.connect();
    const { rows } = await owner.query(
      `DELETE FROM _prisma_migrations WHERE migration_name =
        (SELECT max(migration_name) FROM _prisma_migrations WHERE migration_name < '2999') RETURNING migration_name`,
    );
    await owner.end();
    const house = openSearch({ SEARCH_ENGINE: 'postgres' }, database.readingPool);
    expect(await readReadiness(database.readingPool, house)).toMatchObject({
      ready: false,
      migrations: { ok: false, missing: [rows[0].migration_name] },
    });
  });
});
