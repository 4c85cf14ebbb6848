import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../limits';
import { tarOf, zipOf } from '../testing/pack';
import { guardSize } from './guard';
import { type Input, readWhole } from './input';
import { openInput } from './open-input';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sawt-input-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function given(name: string, content: string | Uint8Array): Promise<string> {
  const at = path.join(folder, name);
  await mkdir(path.dirname(at), { recursive: true });
  await writeFile(at, content);
  return at;
}

async function opened(...paths: string[]): Promise<Input> {
  const input = await openInput(paths);
  if (!input.ok) throw new Error(input.message);
  return input.value;
}

async function contents(input: Input): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const { name } of input.members) all[name] = (await readWhole(input, name, 1 << 24))!.toString();
  return all;
}

const FILES = { 'a/one.txt': 'one', 'two.txt': 'two' };

describe('what is given to import', () => {
  it('is told by its content: zip, tar.gz, gzip, folder and plain file, whatever their names', async () => {
    expect(await contents(await opened(await given('x1.dat', await zipOf(FILES))))).toEqual(FILES);
    expect(await contents(await opened(await given('x2.dat', await tarOf(FILES))))).toEqual(FILES);
    expect(await contents(await opened(await given('x3.jsonl.gz', gzipSync('line'))))).toEqual({
      'x3.jsonl': 'line',
    });
    expect(await contents(await opened(await given('x4.zip', 'no zip at all')))).toEqual({
      'x4.zip': 'no zip at all',
    });
    for (const [name, content] of Object.entries(FILES)) await given(`folder/${name}`, content);
    expect(await contents(await opened(path.join(folder, 'folder')))).toEqual(FILES);
  });

  it('may be several, each under its own name', async () => {
    const zip = await given('several.zip', await zipOf(FILES));
    const plain = await given('three.txt', 'three');
    expect(await contents(await opened(zip, plain))).toEqual({
      'several.zip/a/one.txt': 'one',
      'several.zip/two.txt': 'two',
      'three.txt': 'three',
    });
  });

  it('has one digest for the same bytes and another for others', async () => {
    const one = await opened(await given('d1', 'same'));
    const two = await opened(await given('d2', 'same'));
    const three = await opened(await given('d3', 'other'));
    expect(await one.digest(['d1'])).toBe(await two.digest(['d2']));
    expect(await one.digest(['d1'])).not.toBe(await three.digest(['d3']));
  });

  it('does not follow a symbolic link out of a folder', async () => {
    await given('linked/inside.txt', 'inside');
    await symlink(await given('outside.txt', 'outside'), path.join(folder, 'linked', 'link.txt'));
    expect(await contents(await opened(path.join(folder, 'linked')))).toEqual({ 'inside.txt': 'inside' });
  });
});

describe('a container is refused', () => {
  it('when a name leads out of it', async () => {
    const zip = await zipOf({ 'aa/evil.txt': 'x' });
    const evil = Buffer.from(zip.toString('latin1').replaceAll('aa/evil', '../evil'), 'latin1');
    expect(await openInput([await given('evil.zip', evil)])).toMatchObject({
      ok: false,
      reason: 'unsafe-member',
    });
    expect(await openInput([await given('evil.tgz', await tarOf({ '../evil.txt': 'x' }))])).toMatchObject({
      ok: false,
      reason: 'unsafe-member',
    });
  });

  it('when it unpacks to more than 200 times its size', async () => {
    const bomb = new Uint8Array(8 * 1024 * 1024);
    const zip = await opened(await given('bomb.zip', await zipOf({ 'bomb.txt': bomb })));
    await expect(readWhole(zip, 'bomb.txt', 1 << 30)).rejects.toMatchObject({ reason: 'ratio-too-high' });
    expect(await openInput([await given('bomb.tgz', await tarOf({ 'bomb.txt': bomb }))])).toMatchObject({
      ok: false,
      reason: 'ratio-too-high',
    });
  });

  it('when a member is larger than 512 MiB unpacked', async () => {
    const mebibyte = new Uint8Array(1024 * 1024);
    async function* endless() {
      for (;;) yield mebibyte;
    }
    const read = async () => {
      let length = 0;
      for await (const chunk of guardSize(endless(), 'large')) length += chunk.length;
      return length;
    };
    await expect(read()).rejects.toMatchObject({ reason: 'member-too-large' });
    expect(LIMITS.memberBytes).toBe(512 * 1024 * 1024);
  });

  it('when it has more than 100,000 members', async () => {
    // By its own count, in the ZIP64 record at its end.
    const zip = await zipOf({ 'one.txt': 'x' });
    const many = Buffer.from(zip);
    const end = many.length - 22;
    many.writeUInt16LE(0xffff, end + 8);
    many.writeUInt16LE(0xffff, end + 10);
    many.writeUInt32LE(0xffffffff, end + 16);
    const records = Buffer.alloc(56 + 20);
    records.writeUInt32LE(0x06064b50, 0);
    records.writeBigUInt64LE(44n, 4);
    records.writeBigUInt64LE(100_001n, 24);
    records.writeBigUInt64LE(100_001n, 32);
    records.writeBigUInt64LE(BigInt(zip.readUInt32LE(end + 12)), 40);
    records.writeBigUInt64LE(BigInt(zip.readUInt32LE(end + 16)), 48);
    records.writeUInt32LE(0x07064b50, 56);
    records.writeBigUInt64LE(BigInt(end), 64);
    records.writeUInt32LE(1, 72);
    const large = Buffer.concat([many.subarray(0, end), records, many.subarray(end)]);
    expect(await openInput([await given('many.zip', large)])).toMatchObject({ reason: 'too-many-members' });

    const file = Buffer.concat([tarHeader('a'), Buffer.alloc(0)]);
    const tar = gzipSync(
      Buffer.concat([...Array<Buffer>(LIMITS.members + 1).fill(file), Buffer.alloc(1024)]),
      {
        level: 0,
      },
    );
    expect(await openInput([await given('many.tgz', tar)])).toMatchObject({ reason: 'too-many-members' });
  });

  it('when it is damaged, wherever the damage is', async () => {
    const zip = await zipOf({ 'one.txt': 'x'.repeat(2000) });
    expect(await openInput([await given('cut.zip', zip.subarray(0, zip.length - 30))])).toMatchObject({
      reason: 'damaged',
    });
    const tar = await tarOf(FILES);
    expect(await openInput([await given('cut.tgz', tar.subarray(0, tar.length - 20))])).toMatchObject({
      reason: 'damaged',
    });
    const torn = Buffer.from(zip);
    torn.fill(0xff, 40, 50);
    const input = await opened(await given('torn.zip', torn));
    await expect(readWhole(input, 'one.txt', 1 << 20)).rejects.toMatchObject({ reason: 'damaged' });
  });
});

/** The header of an empty file (POSIX ustar). */
function tarHeader(name: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('00000000000\0', 124);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
