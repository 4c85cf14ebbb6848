import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { foundArchive } from '@/lib/publication/found-archive';
import { makeActor } from '@/lib/publication/testing/people';
import { withdraw } from '@/lib/publication/withdraw';
import { commitTo } from '../commitment';
import { leafHash, verifyInclusion } from '../merkle';
import { folderFiles, verifyBundle } from '../offline-verifier.mjs';
import { makeKeeping } from '../testing/publish-form';
import { exportLines } from './export-lines';
import { exportStatic } from './export-static';
import { openFolderSink } from './folder-sink';

const SHOWN = 'z1dq6a6hzp';
const WITHDRAWN = 's3dd9e7xze';

let database: TestDatabase;
let folder: string;
const keeping = makeKeeping();
beforeAll(async () => {
  database = await openTestDatabase();
  await foundArchive(database.context);
  const anna = await makeActor(database.context, 'anna', 'administrator');
  await withdraw(anna, { reference: WITHDRAWN, reason: 'legal' }, database.context);
  folder = join(keeping.folder, 'static');
  const sink = await openFolderSink(folder);
  if (!sink.ok) throw new Error(sink.message);
  expect(await exportStatic(database.context, keeping, sink.value)).toMatchObject({ ok: true });
});
afterAll(async () => {
  await database.close();
  rmSync(keeping.folder, { recursive: true });
});
const page = (path: string) => readFileSync(join(folder, path), 'utf8');

it('is a bag whose pages are covered by its manifests', () => {
  expect(verifyBundle(folderFiles(folder), { key: keeping.key.fingerprint })).toMatchObject({ ok: true });
  const files = folderFiles(folder);
  const spoiled = {
    ...files,
    read: (path: string) => (path === 'index.html' ? Buffer.from('x') : files.read(path)),
  };
  expect(verifyBundle(spoiled)).toMatchObject({ ok: false, what: expect.stringContaining('index.html') });
});

it('asks for nothing outside of itself', () => {
  for (const path of folderFiles(folder)
    .list()
    .filter((one) => /\.(html|css|js)$/.test(one))) {
    expect(page(path), path).not.toMatch(/(src|href|url)\s*[=(]\s*["']?(https?:|\/)/i);
  }
});

it('holds what readers see and nothing of what was withdrawn', () => {
  expect(page('index.html')).toContain('the genocide still ongoing!');
  expect(page('index.html')).toContain('الأسد');
  const all = folderFiles(folder)
    .list()
    .map((path) => page(path));
  expect(all.filter((text) => text.includes('no one can leave the city under')).length).toBe(0);
  expect(folderFiles(folder).list()).not.toContain(`t/${WITHDRAWN}.html`);
});

it('gives each page what proves it', () => {
  const [, text] = /<script type="application\/json" id="proof">(.*)<\/script>/.exec(
    page(`t/${SHOWN}.html`),
  )!;
  const proof = JSON.parse(text!);
  const [, size, root] = proof.checkpoint.split('\n');
  const path = proof.inclusion.map((hex: string) => Buffer.from(hex, 'hex'));
  const leaf = leafHash(proof.entry);
  expect(verifyInclusion(leaf, proof.position, Number(size), path, Buffer.from(root, 'base64'))).toBe(true);
  const made = commitTo('form', proof.form, Buffer.from(proof.salt, 'hex'));
  expect(JSON.parse(proof.entry).commitments.form).toBe(Buffer.from(made).toString('hex'));
});

it('writes the same records as JSONL, everything that is named before what names it', async () => {
  const file = join(keeping.folder, 'archive.jsonl');
  expect(await exportLines(database.context, 'jsonl', file)).toMatchObject({ ok: true });
  const records = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const seen = new Set<string>();
  for (const record of records) {
    for (const name of [record.speaker, record.account, ...(record.place ?? []), ...(record.events ?? [])]) {
      if (name) expect(seen, `${name}, named by ${record.id ?? record.reference}`).toContain(name);
    }
    seen.add(record.id ?? record.reference);
  }
  const one = records.find(({ reference }) => reference === SHOWN);
  const source = readFileSync('prisma/corpus/testimonies.jsonl', 'utf8')
    .split('\n')
    .find((line) => line.includes(SHOWN))!;
  const { zone: _, rights: __, happened: ___, captured: ____, url: _____, ...exported } = one;
  expect(exported).toEqual({ ...exported, ...JSON.parse(source) });
  expect(records.some(({ reference }) => reference === WITHDRAWN)).toBe(false);
  expect(await exportLines(database.context, 'jsonl', file)).toMatchObject({ reason: 'out-exists' });
});
