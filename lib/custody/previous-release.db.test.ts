import { createPrivateKey } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { brotliDecompressSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { foundArchive } from '@/lib/publication/found-archive';
import { makeActor } from '@/lib/publication/testing/people';
import { withdraw } from '@/lib/publication/withdraw';
import { exportWholeBag } from './export/export-bag';
import { openFolderSink } from './export/folder-sink';
import { restoreBag } from './export/restore-bag';
import { unseal } from './export/sealed-file';
import { folderFiles } from './offline-verifier.mjs';
import { makeKeeping } from './testing/publish-form';
import { verifyArchive } from './verify/verify-archive';

// How it was made stands beside it, in README.md.
const MADE_BEFORE = path.join(import.meta.dirname, 'testing', 'previous-release');
const ENTRIES = 168;
const OPERATOR: Actor = { type: 'system', name: 'operator' };
const WITHDRAWN = 'z1dq6a6hzp';

let database: TestDatabase;
let folder: string;
let copy: string;
const keeping = makeKeeping();

beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'sawt-previous-'));
  copy = path.join(folder, 'copy');
  const packed = brotliDecompressSync(readFileSync(path.join(MADE_BEFORE, 'copy.tar.br')));
  const files = extract();
  Readable.from([packed]).pipe(files);
  for await (const entry of files) {
    const file = path.join(copy, entry.header.name);
    if (entry.header.type === 'directory') mkdirSync(file, { recursive: true });
    else {
      mkdirSync(path.dirname(file), { recursive: true });
      const pieces: Buffer[] = [];
      for await (const piece of entry) pieces.push(piece as Buffer);
      writeFileSync(file, Buffer.concat(pieces));
    }
    entry.resume();
  }
  // The operator kept its checkpoints.
  mkdirSync(keeping.checkpoints, { recursive: true });
  for (const size of [ENTRIES - 1, ENTRIES])
    cpSync(
      path.join(copy, `data/log/checkpoints/${size}.txt`),
      path.join(keeping.checkpoints, `checkpoint-${size}.txt`),
    );
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(keeping.folder, { recursive: true, force: true });
});

describe('a backup of an earlier release', () => {
  it('sealed then, is opened now', async () => {
    const key = createPrivateKey(readFileSync(path.join(MADE_BEFORE, 'key.pem')));
    const opened = path.join(folder, 'opened');
    const sink = await openFolderSink(opened);
    if (!sink.ok) throw new Error(sink.message);
    expect(await unseal(path.join(MADE_BEFORE, 'sealed'), key, sink.value)).toMatchObject({ ok: true });
    for (const file of folderFiles(opened).list()) {
      const whole = folderFiles(copy).read(file).subarray(0, 20_000);
      expect(Buffer.compare(folderFiles(opened).read(file), whole), file).toBe(0);
    }
    expect(folderFiles(opened).list()).toHaveLength(3);
  });

  it('comes back into this one with the same ledger and its checkpoints, nothing appended', async () => {
    const before = folderFiles(copy);
    const lines = (file: string) => before.read(file).toString().trimEnd().split('\n').length;
    expect(await restoreBag(OPERATOR, database.context, copy)).toMatchObject({ ok: true });
    expect(await database.app.custodyPending.count()).toBe(0);
    expect(await verifyArchive(database.context, keeping.checkpoints, null)).toEqual({
      ok: true,
      entries: ENTRIES,
      checkpoints: expect.any(Number),
      originals: lines('data/tables/archived_original.jsonl'),
      forms: lines('data/tables/public_form.jsonl'),
    });
  });

  it('holds, copied again by this one, the same log, forms and originals to the byte', async () => {
    const again = path.join(folder, 'again');
    const sink = await openFolderSink(again);
    if (!sink.ok) throw new Error(sink.message);
    expect(await exportWholeBag(OPERATOR, database.context, keeping, sink.value)).toMatchObject({ ok: true });
    const [old, now] = [folderFiles(copy), folderFiles(again)];
    const kept = old.list().filter((file) => /^data\/(log|originals)\/|^data\/records\/forms/.test(file));
    expect(kept.length).toBeGreaterThan(100);
    for (const file of kept) expect(Buffer.compare(old.read(file), now.read(file)), file).toBe(0);
  });

  it('is not founded again, keeps withdrawn what was, and goes on with its history', async () => {
    expect(await foundArchive(database.context)).toMatchObject({ ok: true });
    const shown = { kind: 'testimony', key: WITHDRAWN, current: true };
    expect(await database.reading.publicForm.count({ where: shown })).toBe(0);
    expect(await database.app.custodyPending.count()).toBe(0);
    const anna = await makeActor(database.context, 'anna', 'administrator');
    expect(
      await withdraw(anna, { reference: 's3dd9e7xze', reason: 'legal' }, database.context),
    ).toMatchObject({ ok: true });
    const sink = await openFolderSink(path.join(folder, 'later'));
    if (!sink.ok) throw new Error(sink.message);
    const later = await exportWholeBag(OPERATOR, database.context, keeping, sink.value);
    expect(later.ok && later.value).toBeGreaterThan(ENTRIES);
    expect(await verifyArchive(database.context, keeping.checkpoints, null)).toMatchObject({ ok: true });
  });
});
