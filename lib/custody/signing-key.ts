import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface SigningKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** SHA-256 of the raw public key, lower-case hex: what a reader compares by eye. */
  fingerprint: string;
}

/**
 * The key that signs checkpoints (Ed25519, PKCS #8 PEM). It lives in a file, never in the database:
 * whoever can rewrite the database must not be able to sign what they wrote. Made on first use,
 * readable by its owner alone. Throws when the file holds anything else than an Ed25519 key.
 */
export function loadSigningKey(file: string): SigningKey {
  if (!existsSync(file)) makeKeyFile(file);
  const privateKey = createPrivateKey(readFileSync(file));
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds no Ed25519 key`);
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, fingerprint: fingerprintOf(rawPublicKey(publicKey)) };
}

// Written whole beside its place and then linked there: linking refuses to replace, so that of two
// processes starting together one makes the key and the other finds it, never half of it.
function makeKeyFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.new`;
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/** The 32 bytes of an Ed25519 public key (RFC 8032). */
export function rawPublicKey(publicKey: KeyObject): Uint8Array {
  return new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url'));
}

/** The key object of 32 raw bytes. Throws when they are not 32. */
export function publicKeyOf(raw: Uint8Array): KeyObject {
  if (raw.length !== 32) throw new RangeError('an Ed25519 public key is 32 bytes');
  return createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') },
  });
}

/** SHA-256 of the raw public key, in lower-case hex. */
export function fingerprintOf(raw: Uint8Array): string {
  return createHash('sha256').update(raw).digest('hex');
}
