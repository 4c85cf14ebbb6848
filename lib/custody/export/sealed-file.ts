import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { type Result, refuse } from '@/lib/result';
import type { Sink } from './bag';

/**
 * A sealed file: one export, encrypted to a backup key. After a line that names the format come the 32
 * bytes of an X25519 key made for this file alone, and then the content in pieces of 64 KiB, each under
 * AES-256-GCM with its number, and a mark on the last, so that none can be taken out, moved or cut off.
 * The content key is HKDF-SHA-256 of the shared secret, salted with both public keys.
 *
 * The content is a row of files: each its path and then its bytes in blocks, every one behind its
 * length (32 bits, big-endian); a length of 0 ends a file, and instead of a path, everything.
 */
const MAGIC = Buffer.from('sawt-sealed/1\n');
const PIECE = 64 * 1024;
const TAG = 16;

/** Opens a new file that can be read with the private half of `recipient` alone. Refuses an existing one. */
export async function openSealedSink(
  file: string,
  recipient: KeyObject,
): Promise<Result<Sink & { finish(): Promise<void>; abandon(): Promise<void> }>> {
  const out = await open(file, 'wx', 0o600).catch(() => null);
  if (!out) return refuse('out-exists', `${file} is there already, or its folder is not: name another.`);
  const own = generateKeyPairSync('x25519');
  const key = contentKey(own.privateKey, recipient, own.publicKey, recipient);
  const abandon = async () => {
    // It may be closed already, or its end may find no room: what is there goes either way.
    await out.close().catch(() => {});
    await rm(file, { force: true });
  };
  try {
    await out.writeFile(Buffer.concat([MAGIC, rawKey(own.publicKey)]));
  } catch (error) {
    await abandon();
    throw error;
  }
  let pending: Buffer[] = [];
  let size = 0;
  let number = 0;
  const put = async (bytes: Uint8Array): Promise<void> => {
    pending.push(Buffer.from(bytes));
    size += bytes.length;
    if (size <= PIECE) return;
    let rest = Buffer.concat(pending);
    // One piece is always held back: only at the end is it known which is the last.
    for (; rest.length > PIECE; rest = rest.subarray(PIECE)) {
      await out.writeFile(seal(key, number, false, rest.subarray(0, PIECE)));
      number += 1;
    }
    pending = [rest];
    size = rest.length;
  };
  return {
    ok: true,
    value: {
      open: async (path) => {
        await put(lengthOf(Buffer.byteLength(path)));
        await put(Buffer.from(path));
      },
      write: async (bytes) => {
        if (bytes.length === 0) return;
        await put(lengthOf(bytes.length));
        await put(bytes);
      },
      close: () => put(lengthOf(0)),
      finish: async () => {
        await put(lengthOf(0));
        await out.writeFile(seal(key, number, true, Buffer.concat(pending)));
        await out.sync();
        await out.close();
      },
      abandon,
    },
  };
}

/**
 * Opens a sealed file and hands its files to `sink`. Refuses what is no sealed file, what was sealed to
 * another key, and what is not to the byte as it was sealed.
 */
export async function unseal(
  file: string,
  privateKey: KeyObject,
  sink: Sink,
): Promise<Result<{ files: number }>> {
  try {
    return { ok: true, value: { files: await readFiles(decrypt(file, privateKey), sink) } };
  } catch (error) {
    if (!(error instanceof NotAsSealed)) throw error;
    return refuse('not-as-sealed', `${file}: ${error.message}`);
  }
}

class NotAsSealed extends Error {}

async function* decrypt(file: string, privateKey: KeyObject): AsyncGenerator<Buffer> {
  const header = MAGIC.length + 32;
  let buffer: Buffer = Buffer.alloc(0);
  let key: Buffer | null = null;
  let number = 0;
  for await (const bytes of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    buffer = Buffer.concat([buffer, bytes as Buffer]);
    if (key === null && buffer.length >= header) {
      if (!buffer.subarray(0, MAGIC.length).equals(MAGIC)) break;
      const theirs = publicKeyOf(buffer.subarray(MAGIC.length, header));
      key = contentKey(privateKey, theirs, theirs, createPublicKey(privateKey));
      buffer = buffer.subarray(header);
    }
    while (key !== null && buffer.length > PIECE + TAG) {
      yield openPiece(key, number, false, buffer.subarray(0, PIECE + TAG));
      buffer = buffer.subarray(PIECE + TAG);
      number += 1;
    }
  }
  if (key === null) throw new NotAsSealed('this is not a sealed copy of an archive.');
  yield openPiece(key, number, true, buffer);
}

async function readFiles(pieces: AsyncGenerator<Buffer>, sink: Sink): Promise<number> {
  let buffer: Buffer = Buffer.alloc(0);
  const take = async (length: number): Promise<Buffer> => {
    const parts = [buffer];
    let have = buffer.length;
    while (have < length) {
      const next = await pieces.next();
      if (next.done) throw new NotAsSealed('it ends too early.');
      parts.push(next.value);
      have += next.value.length;
    }
    const whole = Buffer.concat(parts);
    buffer = whole.subarray(length);
    return whole.subarray(0, length);
  };
  const takeLength = async () => (await take(4)).readUInt32BE();
  for (let files = 0; ; files += 1) {
    const length = await takeLength();
    if (length === 0) {
      if (buffer.length > 0 || !(await pieces.next()).done)
        throw new NotAsSealed('something follows its end.');
      return files;
    }
    const path = (await take(length)).toString();
    // Whoever knows the public key can seal: a path must not lead out of the folder.
    if (!/^[\w.-]+(\/[\w.-]+)*$/.test(path) || path.split('/').some((part) => /^\.+$/.test(part))) {
      throw new NotAsSealed('it names a file outside of itself.');
    }
    await sink.open(path);
    for (let block = await takeLength(); block > 0; block = await takeLength())
      await sink.write(await take(block));
    await sink.close();
  }
}

function seal(key: Buffer, number: number, isLast: boolean, piece: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(number, isLast));
  return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
}

function openPiece(key: Buffer, number: number, isLast: boolean, sealed: Buffer): Buffer {
  if (sealed.length < TAG) throw new NotAsSealed('it ends too early.');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, isLast));
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw new NotAsSealed('it was sealed to another key, or is not as it was sealed.');
  }
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(number), 3);
  bytes.writeUInt8(isLast ? 1 : 0, 11);
  return bytes;
}

function contentKey(mine: KeyObject, theirs: KeyObject, own: KeyObject, recipient: KeyObject): Buffer {
  const secret = diffieHellman({ privateKey: mine, publicKey: theirs });
  const salt = Buffer.concat([rawKey(own), rawKey(recipient)]);
  return Buffer.from(hkdfSync('sha256', secret, salt, MAGIC, 32));
}

function rawKey(publicKey: KeyObject): Buffer {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  const x = Buffer.from(raw).toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'X25519', x } });
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}
