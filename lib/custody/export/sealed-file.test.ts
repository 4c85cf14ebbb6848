import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sink } from './bag';
import { openSealedSink, unseal } from './sealed-file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sawt-sealed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const { privateKey, publicKey } = generateKeyPairSync('x25519');

function memorySink(): Sink & { files: Map<string, Buffer> } {
  const files = new Map<string, Buffer>();
  let path = '';
  return {
    files,
    open: async (name) => {
      path = name;
      files.set(name, Buffer.alloc(0));
    },
    write: async (bytes) => {
      files.set(path, Buffer.concat([files.get(path)!, bytes]));
    },
    close: async () => {},
  };
}

async function sealed(name: string, files: Record<string, Buffer>, key = publicKey): Promise<string> {
  const file = join(folder, name);
  const sink = await openSealedSink(file, key);
  if (!sink.ok) throw new Error(sink.message);
  for (const [path, bytes] of Object.entries(files)) {
    await sink.value.open(path);
    for (let at = 0; at < bytes.length; at += 50_000) await sink.value.write(bytes.subarray(at, at + 50_000));
    await sink.value.close();
  }
  await sink.value.finish();
  return file;
}

it('gives back every file to the byte, of every size around a piece', async () => {
  for (const size of [0, 1, 65_500, 65_536, 65_537, 131_072, 300_000]) {
    const files = { 'data/a': randomBytes(size), 'b.txt': Buffer.from('words') };
    const sink = memorySink();
    expect(await unseal(await sealed(`size-${size}`, files), privateKey, sink)).toMatchObject({ ok: true });
    expect(Object.fromEntries(sink.files)).toEqual(files);
  }
});

it('shows nothing of what is in it', async () => {
  const bytes = readFileSync(await sealed('dark', { 'data/canary-name': Buffer.from('canary-words') }));
  expect(bytes.toString('latin1')).not.toContain('canary');
});

it('is refused with another key, with any bit changed, cut short, or with pieces moved', async () => {
  const file = await sealed('whole', { a: randomBytes(150_000) });
  const refusedWith = async (bytes: Uint8Array, key = privateKey) => {
    writeFileSync(join(folder, 'spoiled'), bytes);
    const outcome = await unseal(join(folder, 'spoiled'), key, memorySink());
    return !outcome.ok && outcome.reason === 'not-as-sealed';
  };
  const bytes = readFileSync(file);
  expect(await refusedWith(bytes, generateKeyPairSync('x25519').privateKey)).toBe(true);
  for (let at = 0; at < bytes.length; at += at < 200 ? 1 : 9_001) {
    const spoiled = Buffer.from(bytes);
    spoiled[at]! ^= 1;
    expect(await refusedWith(spoiled), `byte ${at}`).toBe(true);
  }
  const piece = 64 * 1024 + 16;
  const head = 14 + 32;
  for (const cut of [0, 10, head, head + piece, bytes.length - 1]) {
    expect(await refusedWith(bytes.subarray(0, cut)), `cut at ${cut}`).toBe(true);
  }
  const [first, second] = [
    bytes.subarray(head, head + piece),
    bytes.subarray(head + piece, head + 2 * piece),
  ];
  const swapped = Buffer.concat([bytes.subarray(0, head), second, first, bytes.subarray(head + 2 * piece)]);
  expect(await refusedWith(swapped)).toBe(true);
  expect(await refusedWith(Buffer.concat([bytes, Buffer.from('more')]))).toBe(true);
});

it('never writes outside of the folder that it is opened into', async () => {
  for (const path of ['../x', '/etc/x', 'a/../../x', 'a//b', '..', 'a\\b']) {
    const name = `path-${Buffer.from(path).toString('hex')}`;
    expect(
      await unseal(await sealed(name, { [path]: Buffer.from('x') }), privateKey, memorySink()),
    ).toMatchObject({
      ok: false,
    });
  }
});

it('does not write over a file that is there', async () => {
  writeFileSync(join(folder, 'there'), 'x');
  expect(await openSealedSink(join(folder, 'there'), publicKey)).toMatchObject({ reason: 'out-exists' });
});
