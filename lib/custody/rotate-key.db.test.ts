import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { makeCheckpoint } from './make-checkpoint';
import { rotateKey } from './rotate-key';
import { loadSigningKey } from './signing-key';
import { publishForm } from './testing/publish-form';
import { verifyArchive } from './verify/verify-archive';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'sawt-rotate-'));
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a key that was rotated away signs no more, also for a process that still holds it', async () => {
  const { context } = database;
  const file = path.join(folder, 'key.pem');
  const notes = path.join(folder, 'checkpoints');
  const held = loadSigningKey(file);
  await publishForm(database, 'q1q1q1q1q1', { text: 'before' });
  expect(await makeCheckpoint(context, held, notes)).not.toBeNull();

  const rotated = await rotateKey(context, file);
  await publishForm(database, 'q2q2q2q2q2', { text: 'after' });
  await expect(makeCheckpoint(context, held, notes)).rejects.toThrow('was retired');
  expect(await makeCheckpoint(context, loadSigningKey(file), notes)).not.toBeNull();
  const newest = await context.db.checkpoint.findFirstOrThrow({ orderBy: { size: 'desc' } });
  expect(newest.keyId).toBe(rotated.fingerprint);
  expect(await context.db.custodyEvent.count({ where: { type: 'key-adopted' } })).toBe(2);
  expect(await verifyArchive(context, notes, null)).toMatchObject({ ok: true });
});
