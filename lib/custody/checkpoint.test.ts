import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignedBy, originOf, readCheckpoint, signCheckpoint } from './checkpoint';
import { leafHash } from './merkle';
import { fingerprintOf, loadSigningKey, publicKeyOf, rawPublicKey } from './signing-key';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sawt-key-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const key = (name = 'key.pem') => loadSigningKey(join(folder, name));
const origin = originOf(leafHash('first'));
const root = leafHash('head');
const note = () => signCheckpoint({ origin, size: 42, root }, key().privateKey, key().publicKey);

describe('a checkpoint', () => {
  it('is read back as it was signed', () => {
    const read = readCheckpoint(note())!;
    expect(read).toMatchObject({ origin, size: 42, root });
    expect(isSignedBy(read, key().publicKey)).toBe(true);
    expect(isSignedBy(read, key('another.pem').publicKey)).toBe(false);
  });

  it('no longer holds when any of its bits is another', () => {
    const bytes = Buffer.from(note());
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const spoiled = Buffer.from(bytes);
      spoiled[bit >> 3]! ^= 1 << (bit & 7);
      const read = readCheckpoint(spoiled.toString());
      expect(read === null || !isSignedBy(read, key().publicKey)).toBe(true);
    }
  });

  it('is not read with anything before, behind or between', () => {
    for (const text of [
      ` ${note()}`,
      `${note()}\n`,
      note().replace('\n42\n', '\n042\n'),
      note().trimEnd(),
      '',
    ]) {
      expect(readCheckpoint(text)).toBeNull();
    }
  });
});

describe('the signing key', () => {
  it('is made once, for its owner alone, and found again', () => {
    const made = key('once.pem');
    expect(key('once.pem').fingerprint).toBe(made.fingerprint);
    expect(statSync(join(folder, 'once.pem')).mode & 0o777).toBe(0o600);
    expect(fingerprintOf(rawPublicKey(publicKeyOf(rawPublicKey(made.publicKey))))).toBe(made.fingerprint);
  });

  it('is refused when the file holds something else', () => {
    writeFileSync(join(folder, 'wrong.pem'), 'not a key');
    expect(() => key('wrong.pem')).toThrow();
  });
});
