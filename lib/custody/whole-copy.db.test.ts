import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, READER } from '@/lib/access/actor';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { foundArchive } from '@/lib/publication/found-archive';
import { makeActor } from '@/lib/publication/testing/people';
import { withdraw } from '@/lib/publication/withdraw';
import { exportPublicBag, exportWholeBag } from './export/export-bag';
import { openFolderSink } from './export/folder-sink';
import { restoreBag } from './export/restore-bag';
import { openSealedSink, unseal } from './export/sealed-file';
import { folderFiles, verifyBundle } from './offline-verifier.mjs';
import { makeKeeping } from './testing/publish-form';
import { verifyArchive } from './verify/verify-archive';

const OPERATOR: Actor = { type: 'system', name: 'operator' };
const WITHDRAWN = 'z1dq6a6hzp';
const AWKWARD = 'two\u2028lines\u2029, a "quote", \\x41, ألف\u0001';

let database: TestDatabase;
let empty: TestDatabase;
const keeping = makeKeeping();
const backup = generateKeyPairSync('x25519');

beforeAll(async () => {
  database = await openTestDatabase();
  empty = await openTestDatabase();
  expect(await foundArchive(database.context)).toMatchObject({ ok: true });
  const anna = await makeActor(database.context, 'anna', 'administrator');
  expect(await withdraw(anna, { reference: WITHDRAWN, reason: 'legal' }, database.context)).toMatchObject({
    ok: true,
  });
  await database.app.testimony.updateMany({ where: { reference: WITHDRAWN }, data: { note: AWKWARD } });
});
afterAll(async () => {
  await Promise.all([database.close(), empty.close()]);
  rmSync(keeping.folder, { recursive: true });
});

async function asSuperuser(of: TestDatabase, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: of.superUrl });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  await client.query(statement);
  await client.end();
}
async function sealedCopy(of: TestDatabase, name: string): Promise<string> {
  const file = join(keeping.folder, name);
  const sink = await openSealedSink(file, backup.publicKey);
  if (!sink.ok) throw new Error(sink.message);
  expect(await exportWholeBag(OPERATOR, of.context, keeping, sink.value)).toMatchObject({ ok: true });
  await sink.value.finish();
  return file;
}
async function opened(file: string): Promise<string> {
  const folder = `${file}-opened`;
  const sink = await openFolderSink(folder);
  if (!sink.ok) throw new Error(sink.message);
  expect(await unseal(file, backup.privateKey, sink.value)).toMatchObject({ ok: true });
  return folder;
}
async function publicBag(of: TestDatabase, name: string): Promise<string> {
  const sink = await openFolderSink(join(keeping.folder, name));
  if (!sink.ok) throw new Error(sink.message);
  expect(await exportPublicBag(of.context, keeping, sink.value)).toMatchObject({ ok: true });
  return join(keeping.folder, name);
}
function expectSameBytes(one: string, other: string): void {
  const [a, b] = [folderFiles(one), folderFiles(other)];
  expect(a.list()).toEqual(b.list());
  for (const path of a.list()) expect(Buffer.compare(a.read(path), b.read(path)), path).toBe(0);
}

describe('a whole copy', () => {
  let copy: string;

  it('is refused to whoever may not have all of it', async () => {
    const curator = await makeActor(database.context, 'cyrine', 'curator');
    const sink = await openSealedSink(join(keeping.folder, 'refused'), backup.publicKey);
    if (!sink.ok) throw new Error(sink.message);
    for (const actor of [curator, READER]) {
      const refused = await exportWholeBag(actor, database.context, keeping, sink.value);
      expect(refused).toMatchObject({ reason: 'not-allowed' });
    }
    await sink.value.abandon();
  });

  it('shows nothing of itself, and opened holds everything and verifies alone', async () => {
    const file = await sealedCopy(database, 'copy');
    expect(readFileSync(file).toString('latin1')).not.toMatch(/testimony|genocide/);
    copy = await opened(file);
    const files = folderFiles(copy);
    expect(verifyBundle(files, { key: keeping.key.fingerprint })).toMatchObject({ ok: true });
    expect(files.list().filter((path) => path.startsWith('data/originals/'))).toHaveLength(
      await database.app.archivedOriginal.count(),
    );
    expect(files.read('data/tables/testimony.jsonl').toString()).toContain('genocide');
  });

  it('names the entry when an original in it is changed', async () => {
    const files = folderFiles(copy);
    const path = files.list().find((one) => one.startsWith('data/originals/'))!;
    const spoiled = { ...files, read: (one: string) => (one === path ? Buffer.from('x') : files.read(one)) };
    expect(verifyBundle(spoiled)).toMatchObject({ ok: false, entry: expect.any(Number) });
  });

  it('comes back into an empty archive: the same rows, the same ledger, nothing appended', async () => {
    expect(await restoreBag(OPERATOR, empty.context, copy)).toMatchObject({ ok: true });
    expect(await empty.app.custodyPending.count()).toBe(0);
    const held = await verifyArchive(database.context, keeping.checkpoints, null);
    expect(held).toMatchObject({ ok: true });
    expect(await verifyArchive(empty.context, keeping.checkpoints, null)).toEqual(held);
    expect((await empty.app.testimony.findUniqueOrThrow({ where: { reference: WITHDRAWN } })).note).toBe(
      AWKWARD,
    );
    // As if it had come back on another day: what the database dates itself must not travel.
    await asSuperuser(empty, `UPDATE public_form SET changed_on = '2031-01-01', revision = revision + 7`);
    expectSameBytes(copy, await opened(await sealedCopy(empty, 'copy-again')));
  });

  it('gives the same public bag before and after, without what was withdrawn', async () => {
    const before = await publicBag(database, 'public-before');
    expectSameBytes(before, await publicBag(empty, 'public-after'));
    expect(verifyBundle(folderFiles(before))).toMatchObject({ ok: true });
    const forms = folderFiles(before).read('data/records/forms.jsonl').toString();
    expect(forms).not.toContain('genocide still ongoing');
  });

  it('goes on writing its history where the copy ended', async () => {
    const anna = await empty.app.user.findUniqueOrThrow({ where: { name: 'anna' } });
    const actor: Actor = { type: 'user', id: anna.id, name: 'anna', role: 'administrator' };
    const done = await withdraw(actor, { reference: 's3dd9e7xze', reason: 'legal' }, empty.context);
    expect(done).toMatchObject({ ok: true });
    await publicBag(empty, 'went-on');
    expect(await verifyArchive(empty.context, join(keeping.folder, 'none'), null)).toMatchObject({
      ok: true,
    });
    expect(await empty.app.custodyPending.count()).toBe(0);
  });

  it('is refused where there are rows already, when it does not verify, and when it is a public one', async () => {
    expect(await restoreBag(OPERATOR, database.context, copy)).toMatchObject({ reason: 'not-empty' });
    expect(await restoreBag(OPERATOR, empty.context, await publicBag(database, 'public'))).toMatchObject({
      reason: 'not-whole',
    });
    rmSync(join(copy, 'data/tables/speaker.jsonl'));
    expect(await restoreBag(OPERATOR, empty.context, copy)).toMatchObject({ reason: 'not-verified' });
  });
});
