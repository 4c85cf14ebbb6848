import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A key for sealed copies (X25519). With the public half alone one can seal and never open. */
export interface BackupKey {
  publicKey: KeyObject;
  privateKey: KeyObject | null;
}

/**
 * Reads the backup key from `file` (PEM: a private key, or a public key on a machine that only seals).
 * Made on first use, readable by its owner alone; a copy of it belongs somewhere else, or a lost disk
 * takes the backups with it. Throws when the file holds another kind of key.
 */
export function loadBackupKey(file: string): BackupKey & { isNew: boolean } {
  const isNew = !existsSync(file);
  if (isNew) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('x25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  }
  const pem = readFileSync(file, 'utf8');
  const privateKey = pem.includes('PRIVATE KEY') ? createPrivateKey(pem) : null;
  const publicKey = createPublicKey(privateKey ? privateKey.export({ type: 'pkcs8', format: 'pem' }) : pem);
  if (publicKey.asymmetricKeyType !== 'x25519') throw new Error(`${file} holds no X25519 key`);
  return { publicKey, privateKey, isNew };
}
