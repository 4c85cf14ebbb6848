import { createHmac, timingSafeEqual } from 'node:crypto';

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
export function commitTo(field: string, value: Uint8Array | string, salt: Uint8Array): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt is ${SALT_BYTES} bytes`);
  // A line break in a name would let the name run on into the value.
  if (!/^[\w./-]+$/.test(field)) throw new RangeError(`not the name of a field: ${JSON.stringify(field)}`);
  return new Uint8Array(
    createHmac('sha256', salt).update(`sawt/commitment/1\n${field}\n`).update(value).digest(),
  );
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
