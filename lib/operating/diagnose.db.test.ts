import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { type Env, readEnv } from '@/lib/env';
import { makeActor } from '@/lib/publication/testing/people';
import { publishRecord } from '@/lib/publication/testing/publish-record';
import { diagnoseArchive, diagnoseMachine } from './diagnose';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'sawt-doctor-'));
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

function settings(more: Record<string, string> = {}): Env {
  const read = readEnv({ DATA_DIR: folder, ...more });
  if (!read.ok) throw new Error(read.message);
  return read.value;
}
const onMachine = async (what: string, more: Record<string, string> = {}) =>
  (await diagnoseMachine(settings(more))).find((one) => one.what === what);
const inArchive = async (what: string, now = new Date()) =>
  (await diagnoseArchive(database, settings(), now)).find((one) => one.what === what);

describe('the doctor', () => {
  it('looks at twenty things at least, and gives a remedy with each that is not well', async () => {
    const all = [
      ...(await diagnoseMachine(settings())),
      ...(await diagnoseArchive(database, settings(), new Date())),
    ];
    // The command adds the search engine.
    expect(new Set(all.map(({ what }) => what)).size).toBeGreaterThanOrEqual(19);
    for (const { well, remedy } of all) expect(remedy === undefined).toBe(well);
  });

  it('finds a key that others may read', async () => {
    const file = path.join(folder, 'key.pem');
    writeFileSync(file, 'x', { mode: 0o600 });
    expect(await onMachine('Key files', { SIGNING_KEY_FILE: file })).toMatchObject({ well: true });
    chmodSync(file, 0o644);
    expect(await onMachine('Key files', { SIGNING_KEY_FILE: file })).toMatchObject({
      well: false,
      remedy: `Run: chmod 600 ${file}`,
    });
  });

  it.each([
    ['Session secret', { DATABASE_URL: 'postgresql://a:b@db/sawt' }],
    ['Public address', { HOST: '0.0.0.0' }],
    ['Signing in', { PUBLIC_URL: 'http://archive.example' }],
    ['Behind a proxy', { PUBLIC_URL: 'https://archive.example' }],
  ])('finds a mistake in the settings: %s', async (what, mistake) => {
    expect(await onMachine(what)).toMatchObject({ well: true });
    expect(await onMachine(what, mistake)).toMatchObject({ well: false });
  });

  it('finds a clock that is off', async () => {
    expect(await inArchive('Clock')).toMatchObject({ well: true });
    expect(await inArchive('Clock', new Date(Date.now() + 86_400_000))).toMatchObject({ well: false });
  });

  it('finds that nothing was copied, and that the last check did not hold', async () => {
    expect(await inArchive('Backup')).toMatchObject({ well: false, says: 'none yet' });
    const value = { at: new Date().toISOString(), ok: false, what: 'an original was changed', originals: 1 };
    await database.app.archiveFact.create({ data: { name: 'last-check', value } });
    expect(await inArchive('Last check')).toMatchObject({ well: false, says: 'an original was changed' });
  });

  it('finds that nobody numbers the log', async () => {
    const curator = await makeActor(database.context, 'curator', 'curator');
    await publishRecord(
      curator,
      { text: 'Said.', speaker: 'Somebody', lang: 'en' },
      folder,
      database.context,
    );
    if ((await database.app.custodyPending.count()) === 0) throw new Error('nothing waits to be numbered');
    expect(await inArchive('Numbering of the log')).toMatchObject({ well: true });
    const later = new Date(Date.now() + 3_600_000);
    expect(await inArchive('Numbering of the log', later)).toMatchObject({ well: false });
  });
});
