/**
 * A reference is a testimony's permanent name: ten characters of Crockford's base 32 in lower case
 * (https://www.crockford.com/base32.html), made once, never reused, never changed, because
 * citations hang on it.
 */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;
const TRUE_FORM = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/**
 * Makes a reference from 10 random bytes. 256 is a multiple of 32, so each character is uniform.
 * Throws when fewer bytes are given: a short reference would collide.
 */
export function makeReference(random: Uint8Array): string {
  if (random.length < LENGTH) throw new Error(`a reference needs ${LENGTH} random bytes`);
  return Array.from(random.subarray(0, LENGTH), (byte) => ALPHABET[byte % 32]).join('');
}

/**
 * Reads what a person typed as a reference and gives its true form, or null when it cannot be one.
 * `o` is read as 0, `i` and `l` as 1, capitals as small.
 */
export function readReference(typed: string): string | null {
  const folded = typed.toLowerCase().replaceAll('o', '0').replace(/[il]/g, '1');
  return TRUE_FORM.test(folded) ? folded : null;
}
