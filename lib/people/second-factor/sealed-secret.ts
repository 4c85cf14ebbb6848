import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * How secrets of second factors lie in the database: sealed with AES-256-GCM (NIST SP 800-38D) under a
 * key derived from the server's secret (NEXTAUTH_SECRET) by HKDF (RFC 5869), so that a stolen database
 * or backup alone opens no account (decision 9). Bound to the person, so that nobody's row works as
 * another's.
 */
export function sealSecret(secret: Uint8Array, userId: string, key: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', subkey(key, 'seal'), nonce);
  cipher.setAAD(Buffer.from(userId));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64');
}

/** Opens what `sealSecret` made; null where the key or the person is another, or a bit was changed. */
export function openSecret(sealed: string, userId: string, key: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < 12 + 16) return null;
  const opener = createDecipheriv('aes-256-gcm', subkey(key, 'seal'), bytes.subarray(0, 12), {
    authTagLength: 16,
  });
  opener.setAAD(Buffer.from(userId));
  opener.setAuthTag(bytes.subarray(-16));
  try {
    return Buffer.concat([opener.update(bytes.subarray(12, -16)), opener.final()]);
  } catch {
    return null;
  }
}

/**
 * A recovery code as it is kept: a keyed digest. The code's own 75 random bits already defy trying them
 * all; the key keeps even a chosen guess from being confirmed by the database alone.
 */
export function recoveryDigest(code: string, userId: string, key: string): string {
  return createHmac('sha256', subkey(key, 'recovery')).update(`${userId} ${code}`).digest('base64url');
}

/** `size` bytes for one purpose, the same for the same words and key, and not to be had without the key. */
export function derivedBytes(words: string, size: number, key: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `sawt second factor: ${words}`, size));
}

function subkey(key: string, purpose: string): Buffer {
  return derivedBytes(purpose, 32, key);
}
