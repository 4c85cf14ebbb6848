import { timingSafeEqual } from 'node:crypto';
import { sha256 } from './sha256';

/** A commitment's salt: 32 fresh random bytes for each field of each event. */
export const SALT_BYTES = 32;

/**
 * Commits to a field's value (text as UTF-8, or bytes) under a secret salt; gives 32 bytes.
 *
 * Why not a plain hash: most posts are short and most names are known, so whoever guesses can hash
 * the guess and compare. Under 256 random bits nobody can, and once erasure has destroyed the salt,
 * neither can we. Why HMAC-SHA-256 keyed with the salt: it hides the value as long as the salt is
 * unknown, and binds to it, because two values with one result would be a collision in SHA-256. The
 * field's name is hashed first, so that a commitment to one field never passes for another's.
 * Throws when the salt is not 32 bytes or the field is not a plain word.
 */
export function commitTo(
  field: string,
  value: Uint8Array | string,
  salt: Uint8Array,
): Uint8Array<ArrayBuffer> {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt is ${SALT_BYTES} bytes`);
  // A line break in a name would let the name run on into the value.
  if (!/^[\w./-]+$/.test(field)) throw new RangeError(`not the name of a field: ${JSON.stringify(field)}`);
  return hmac(salt, `sawt/commitment/1\n${field}\n`, typeof value === 'string' ? Buffer.from(value) : value);
}

/** Whether `commitment` was made to this very value of this field under this salt. */
export function opensCommitment(
  commitment: Uint8Array,
  field: string,
  value: Uint8Array | string,
  salt: Uint8Array,
): boolean {
  const made = commitTo(field, value, salt);
  return made.length === commitment.length && timingSafeEqual(made, commitment);
}

/**
 * HMAC-SHA-256 (RFC 2104) of `head`, which is ASCII, and `message`, with a key of up to one block. Two hashes at
 * one stroke each: making and feeding an Hmac object takes several times as long for the short records of
 * which an import has a million.
 */
function hmac(key: Uint8Array, head: string, message: Uint8Array): Uint8Array<ArrayBuffer> {
  // From Node's pool: a piece of memory of its own for each would be collected a million times.
  const inner = Buffer.allocUnsafe(BLOCK + head.length + message.length).fill(0x36, 0, BLOCK);
  const outer = Buffer.allocUnsafe(BLOCK + 32).fill(0x5c, 0, BLOCK);
  for (let at = 0; at < key.length; at += 1) {
    inner[at]! ^= key[at]!;
    outer[at]! ^= key[at]!;
  }
  inner.write(head, BLOCK, 'latin1');
  inner.set(message, BLOCK + head.length);
  outer.set(sha256(inner), BLOCK);
  return sha256(outer);
}

const BLOCK = 64;
