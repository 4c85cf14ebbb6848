import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { inTransaction } from '@/lib/db/transaction';
import { writeEntry } from './entry';
import { exportPublicBag } from './export/export-bag';
import { openFolderSink } from './export/folder-sink';
import { makeCheckpoint } from './make-checkpoint';
import { leafHash } from './merkle';
import { type BundleFiles, type BundleOutcome, folderFiles, verifyBundle } from './offline-verifier.mjs';
import { recordEvent } from './record-event';
import { loadSigningKey } from './signing-key';
import { CURATOR, makeKeeping, publishForm, sealForm } from './testing/publish-form';

const long = process.env.SAWT_TEST_SIZE === 'long';
const ENTRIES = 'data/log/entries.jsonl';
const FORMS = 'data/records/forms.jsonl';
const WORDS = 'Dear world, why are you silent?';

let database: TestDatabase;
let keeping: ReturnType<typeof makeKeeping>;
let bundle: string;
/** A checkpoint that somebody kept before the last changes. */
let kept: Buffer;

beforeAll(async () => {
  database = await openTestDatabase();
  keeping = makeKeeping();
  await publishForm(database, '0lder0000w', { text: 'older than the ledger' }, { record: false });
  await publishForm(database, 'aaaaaaaaaa', { text: 'first', n: 1.5 });
  await publishForm(database, 'bana', { name: { en: 'Bana' } }, { kind: 'person' });
  await publishForm(database, 'w1thdrawn0', { text: WORDS });
  kept = Buffer.from((await makeCheckpoint(database.context, keeping.key, keeping.checkpoints))!.note);
  await inTransaction(database.app, (tx) =>
    recordEvent(
      tx,
      CURATOR,
      {
        type: 'decided',
        subject: { kind: 'item', key: 'private' },
        body: { decision: 'reject' },
        public: false,
      },
      randomBytes,
    ),
  );
  await sealForm(database, 'w1thdrawn0');
  await publishForm(database, 'aaaaaaaaaa', { text: 'first, corrected' }, { version: 2 });
  bundle = await exported('bundle');
});
afterAll(async () => {
  await database.close();
  rmSync(keeping.folder, { recursive: true });
});

async function exported(name: string): Promise<string> {
  const folder = join(keeping.folder, name);
  const sink = await openFolderSink(folder);
  if (!sink.ok) throw new Error(sink.message);
  const done = await exportPublicBag(database.context, keeping, sink.value);
  if (!done.ok) throw new Error(done.message);
  return folder;
}

/** The bundle in memory, with some of its files changed (null: removed). */
function changed(changes: Record<string, Uint8Array | string | null>): BundleFiles {
  const files = folderFiles(bundle);
  const names = new Set([...files.list(), ...Object.keys(changes)]);
  const gone = Object.keys(changes).filter((path) => changes[path] === null);
  for (const path of gone) names.delete(path);
  return {
    list: () => [...names].sort(),
    read: (path) => (path in changes ? Buffer.from(changes[path]!) : files.read(path)),
  };
}
const linesOf = (path: string) => folderFiles(bundle).read(path).toString().trimEnd().split('\n');
const withLines = (path: string, lines: string[], options?: Parameters<typeof verifyBundle>[1]) =>
  verifyBundle(changed({ [path]: `${lines.join('\n')}\n` }), options);
const entry = (outcome: BundleOutcome) => (outcome.ok ? 'held' : outcome.entry);
const what = (outcome: BundleOutcome) => (outcome.ok ? 'held' : outcome.what);

describe('a public bundle', () => {
  it('verifies alone, and says that it is not anchored', () => {
    expect(verifyBundle(folderFiles(bundle))).toEqual({ ok: true, entries: 8, records: 3, anchored: [] });
  });

  it('is anchored by a checkpoint that was kept and by the fingerprint of the key', () => {
    const both = { checkpoint: kept, key: keeping.key.fingerprint.toUpperCase() };
    expect(verifyBundle(folderFiles(bundle), both)).toMatchObject({
      ok: true,
      anchored: ['checkpoint', 'key'],
    });
  });

  it('is checked by the one file that it carries, in a folder of its own, with nothing of the project', () => {
    const alone = join(keeping.folder, 'alone');
    mkdirSync(alone);
    copyFileSync(join(bundle, 'verify-bundle.mjs'), join(alone, 'v.mjs'));
    writeFileSync(join(alone, 'kept.txt'), kept);
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [join(alone, 'v.mjs'), ...words], {
        cwd: alone,
        encoding: 'utf8',
        env: { NODE_ENV: 'test' },
      });
    expect(run(bundle)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('consistent with itself, not anchored'),
    });
    expect(run(bundle, '--checkpoint', 'kept.txt')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('anchored by the checkpoint'),
    });
    expect(run(bundle, '--key', '00'.repeat(32))).toMatchObject({ status: 1 });
    expect(run(bundle, '--key', 'no fingerprint')).toMatchObject({ status: 2 });
    const own = execFileSync(process.execPath, [join(bundle, 'verify-bundle.mjs'), '--json'], {
      encoding: 'utf8',
    });
    expect(JSON.parse(own)).toMatchObject({ ok: true });
    expect(
      readFileSync(fileURLToPath(new URL('./offline-verifier.mjs', import.meta.url)), 'utf8'),
    ).not.toMatch(/from '(?!node:)/);
  });

  it('says nothing of what was withdrawn, who acted, or what is not public', () => {
    const files = folderFiles(bundle);
    const all = files
      .list()
      .map((path) => files.read(path).toString())
      .join('\n');
    expect(all).not.toContain('silent');
    const log = files.read(ENTRIES).toString();
    expect(log, 'a name in the log could never be erased').not.toMatch(/bana/i);
    expect(all).not.toContain('a-curator-by-name');
    expect(all).not.toContain('"private"');
    expect(all).not.toContain('0193a000');
    expect(all).not.toMatch(/T\d\d:\d\d/);
  });

  it('is the same to the byte when nothing has happened in between', async () => {
    const again = folderFiles(await exported('again'));
    expect(again.list()).toEqual(folderFiles(bundle).list());
    for (const path of again.list()) expect(again.read(path), path).toEqual(folderFiles(bundle).read(path));
  });

  it('does not overwrite a folder with something in it', async () => {
    expect(await openFolderSink(bundle)).toMatchObject({ ok: false, reason: 'out-not-empty' });
  });
});

describe('an attack on a bundle is named:', () => {
  it('any byte flipped in any file', () => {
    const files = folderFiles(bundle);
    const stride = long ? 1 : 37;
    let flips = 0;
    for (const path of files.list()) {
      const bytes = files.read(path);
      // The smallest files whole at any size; the larger ones by a stride that visits every kind of line.
      const step = bytes.length < 300 ? Math.min(stride, 3) : stride;
      for (let at = 0; at < bytes.length; at += step) {
        const spoiled = Buffer.from(bytes);
        spoiled[at]! ^= 1 << (at % 8);
        expect(verifyBundle(changed({ [path]: spoiled })).ok, `${path}, byte ${at}`).toBe(false);
        flips += 1;
      }
    }
    expect(flips).toBeGreaterThan(long ? 20_000 : 500);
  }, 600_000);

  it('any file taken away or added', () => {
    for (const path of folderFiles(bundle).list()) {
      expect(verifyBundle(changed({ [path]: null })).ok, path).toBe(false);
    }
    expect(what(verifyBundle(changed({ 'data/stray.txt': 'x' })))).toContain('data/stray.txt');
    expect(verifyBundle(changed({ 'stray.txt': 'x' })).ok).toBe(false);
  });

  it('an entry dropped, swapped, doubled or inserted, by its number', () => {
    const lines = linesOf(ENTRIES);
    lines.forEach((line, at) => {
      expect(entry(withLines(ENTRIES, lines.toSpliced(at, 1)))).toBe(at);
      expect(entry(withLines(ENTRIES, lines.toSpliced(at, 0, line)))).toBe(at + 1);
      if (at > 0) {
        const swapped = lines.with(at, lines[at - 1]!).with(at - 1, line);
        expect(entry(withLines(ENTRIES, swapped))).toBe(at - 1);
      }
    });
  });

  it('the log cut short', () => {
    const lines = linesOf(ENTRIES);
    for (let length = 1; length < lines.length; length += 1) {
      expect(withLines(ENTRIES, lines.slice(0, length)).ok).toBe(false);
    }
  });

  it('an entry that was edited, by its number', () => {
    const lines = linesOf(ENTRIES);
    lines.forEach((line, at) => {
      const row = JSON.parse(line);
      const spoiled = row.entry
        ? { entry: row.entry.replace(/"day":"\d{4}/, '"day":"2001'), position: at }
        : { leaf: row.leaf.replace(/^./, (c: string) => (c === '0' ? '1' : '0')), position: at };
      expect(entry(withLines(ENTRIES, lines.with(at, JSON.stringify(spoiled)))), `entry ${at}`).toBe(at);
    });
  });

  it('a record changed, exchanged for an older version, left out or invented', () => {
    const lines = linesOf(FORMS);
    const [one] = lines.map((line) => JSON.parse(line)).filter(({ form }) => form.reference === 'aaaaaaaaaa');
    const at = lines.findIndex((line) => line.includes('aaaaaaaaaa'));
    const put = (record: object) => withLines(FORMS, lines.with(at, writeEntry(record as never)));
    expect(entry(put({ ...one, form: { text: 'something else' } }))).toBe(one.position);
    expect(put({ ...one, version: 1 }).ok).toBe(false);
    expect(put({ ...one, position: 4 }).ok).toBe(false);
    expect(put({ ...one, salt: '00'.repeat(32) }).ok).toBe(false);
    expect(what(withLines(FORMS, lines.toSpliced(at, 1)))).toContain(
      'testimony aaaaaaaaaa is public; it is left out',
    );
    expect(
      withLines(FORMS, [
        ...lines,
        writeEntry({ ...one, form: { ...one.form, reference: 'invented00' } } as never),
      ]).ok,
    ).toBe(false);
    const older = lines.findIndex((line) => line.includes('0lder0000w'));
    const olderRow = JSON.parse(lines[older]!);
    expect(
      entry(withLines(FORMS, lines.with(older, writeEntry({ ...olderRow, form: { text: 'x' } } as never)))),
    ).toBe(0);
  });

  it('a whole log rewritten under a new key, by a checkpoint that was kept and by the known key', async () => {
    const forger = await openTestDatabase();
    const mine = makeKeeping();
    try {
      await publishForm(forger, 'aaaaaaaaaa', { text: 'never said' });
      const folder = join(mine.folder, 'forged');
      const sink = await openFolderSink(folder);
      if (!sink.ok) throw new Error(sink.message);
      expect(await exportPublicBag(forger.context, mine, sink.value)).toMatchObject({ ok: true });
      const forged = folderFiles(folder);
      expect(verifyBundle(forged)).toMatchObject({ ok: true, anchored: [] });
      expect(entry(verifyBundle(forged, { checkpoint: kept }))).toBe(0);
      expect(what(verifyBundle(forged, { key: keeping.key.fingerprint }))).toContain('not signed by the key');
    } finally {
      await forger.close();
      rmSync(mine.folder, { recursive: true });
    }
  });

  it('a log that ends before a checkpoint that was kept', async () => {
    const later = Buffer.from(kept.toString().replace(/\n\d+\n/, '\n4000\n'));
    expect(what(verifyBundle(folderFiles(bundle), { checkpoint: later }))).toContain('counts 4000 entries');
  });
});

it('takes no word of the commitments for a plain hash of the words', () => {
  const entries = linesOf(ENTRIES).join('\n');
  expect(entries).toContain('w1thdrawn0');
  for (const guess of [WORDS, JSON.stringify({ text: WORDS })]) {
    const plain = Buffer.from(leafHash(guess)).toString('hex');
    expect(entries).not.toContain(plain);
  }
});

it('follows a rotation of the key that the old key vouched for', async () => {
  const { rotateKey } = await import('./rotate-key');
  const rotated = await rotateKey(database.context, join(keeping.folder, 'key.pem'));
  const old = keeping.key.fingerprint;
  keeping.key = loadSigningKey(join(keeping.folder, 'key.pem'));
  expect(keeping.key.fingerprint).toBe(rotated.fingerprint);
  const after = folderFiles(await exported('rotated'));
  expect(verifyBundle(after, { key: old })).toMatchObject({ ok: true });
  expect(verifyBundle(after, { key: rotated.fingerprint })).toMatchObject({ ok: true });
});
