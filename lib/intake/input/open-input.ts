import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { ok, type Result, refuse } from '@/lib/result';
import { LIMITS, LimitPassed } from '../limits';
import { guardRatio } from './guard';
import type { Input, Member } from './input';
import { openTar } from './open-tar';
import { openZip } from './open-zip';

/**
 * Opens what somebody gave to import: files, folders, zip and (gzipped) tar archives, told apart by their
 * content. Several paths become one input, each one's members under its base name. Refuses, with the path,
 * what is not there or cannot be read, and containers past a limit. Close it when done.
 */
export async function openInput(paths: readonly string[]): Promise<Result<Input>> {
  const opened: Input[] = [];
  try {
    for (const given of paths) opened.push(await openOne(given));
    if (opened.length === 1) return ok(opened[0]!);
    return ok(joined(opened));
  } catch (error) {
    for (const input of opened) await input.close();
    if (error instanceof LimitPassed) return refuse(error.reason, error.message);
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const given = paths[opened.length] ?? paths[0];
    if (code === 'ENOENT') return refuse('not-found', `There is no file or folder “${given}”.`);
    if (code === 'EACCES' || code === 'EPERM') return refuse('not-readable', `“${given}” may not be read.`);
    throw error;
  }
}

async function openOne(given: string): Promise<Input> {
  const entry = await stat(given);
  const name = path.basename(path.resolve(given));
  if (entry.isDirectory()) return openFolder(given, name);
  const start = await firstBytes(given, 264);
  if (start.subarray(0, 4).equals(ZIP) || start.subarray(0, 4).equals(EMPTY_ZIP)) {
    return openZip(given, name, () => digestFile(given));
  }
  if (start.subarray(0, 2).equals(GZIP)) return openGzip(given, name);
  if (isTar(start))
    return openTar(
      name,
      () => createReadStream(given),
      () => digestFile(given),
    );
  return plainFile(given, name, entry.size);
}

function plainFile(given: string, name: string, size: number): Input {
  return {
    name,
    members: [{ name, size }],
    open: () => createReadStream(given, { highWaterMark: CHUNK }),
    digest: () => digestFile(given),
    close: async () => {},
  };
}

async function openGzip(given: string, name: string): Promise<Input> {
  const { size } = await stat(given);
  const unpack = () =>
    guardRatio(createReadStream(given, { highWaterMark: CHUNK }).pipe(createGunzip()), size, name);
  let start = Buffer.alloc(0);
  for await (const chunk of unpack()) {
    start = Buffer.concat([start, chunk]);
    if (start.length >= 264) break;
  }
  if (isTar(start)) return openTar(name, unpack, () => digestFile(given));
  const inner = name.replace(/\.gz$/i, '');
  return { ...plainFile(given, inner, size), name, members: [{ name: inner, size }], open: unpack };
}

async function openFolder(given: string, name: string): Promise<Input> {
  const members: Member[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of (await readdir(path.join(given, folder), { withFileTypes: true })).sort(byName)) {
      const inside = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // Symbolic links are not followed: one could lead out of the folder, to files nobody meant to give.
      if (entry.isDirectory()) await walk(inside);
      else if (entry.isFile())
        members.push({ name: inside, size: (await lstat(path.join(given, inside))).size });
      if (members.length > LIMITS.members) {
        throw new LimitPassed('too-many-members', `“${name}” holds more than ${LIMITS.members} files.`);
      }
    }
  };
  await walk('');
  const at = (member: string) => path.join(given, ...member.split('/'));
  return {
    name,
    members,
    open: (member) => createReadStream(at(member), { highWaterMark: CHUNK }),
    digest: (read) => digestMembers(read, (member) => digestFile(at(member))),
    close: async () => {},
  };
}

function joined(inputs: readonly Input[]): Input {
  const owners = new Map<string, { input: Input; inside: string }>();
  const members: Member[] = [];
  for (const [given, input] of inputs.entries()) {
    for (const member of input.members) {
      const alone = input.members.length === 1 && member.name === input.name;
      let name = alone ? member.name : `${input.name}/${member.name}`;
      // Two given files may have one name.
      while (owners.has(name)) name = `${name}~`;
      owners.set(name, { input, inside: member.name });
      members.push({ ...member, name, given });
    }
  }
  const owner = (member: string) => owners.get(member)!;
  return {
    name: inputs.map((input) => input.name).join(', '),
    members,
    open: (member) => owner(member).input.open(owner(member).inside),
    digest: (read) => digestMembers(read, (member) => owner(member).input.digest([owner(member).inside])),
    close: async () => {
      for (const input of inputs) await input.close();
    },
  };
}

async function digestMembers(
  members: readonly string[],
  digest: (member: string) => Promise<string>,
): Promise<string> {
  const whole = createHash('sha256');
  for (const member of members) whole.update(`${await digest(member)}  ${member}\n`);
  return whole.digest('hex');
}

async function digestFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

async function firstBytes(file: string, size: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(size), 0, size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function isTar(start: Buffer): boolean {
  return start.subarray(257, 262).toString('latin1') === 'ustar';
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

const CHUNK = 256 * 1024;
const ZIP = Buffer.from('PK\x03\x04', 'latin1');
const EMPTY_ZIP = Buffer.from('PK\x05\x06', 'latin1');
const GZIP = Buffer.from([0x1f, 0x8b]);
