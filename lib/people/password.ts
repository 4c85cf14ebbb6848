import { type Algorithm, hash, verify } from '@node-rs/argon2';
import type { Context } from '@/lib/context';
import { type Result, refuse } from '@/lib/result';

// The library's enum exists at compile time alone.
const ARGON2ID = 2 as Algorithm;
// OWASP's floor for argon2id: 19 MiB, two passes, one lane (about 75 ms here).
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Lengths in UTF-16 units. The upper bound keeps a huge password from becoming work for the server. */
export const PASSWORD_LENGTH = { least: 12, most: 256 } as const;

/** Hashes a password with argon2id; the salt is the library's own, from the system's randomness. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), COST);
}

// The hash of nothing anybody can type, made once: verifying against it takes as long as any other.
let nobody: Promise<string> | undefined;

/**
 * Whether `password` is the one behind `stored`. With null (there is no such account) it works as long
 * and says no, so that the time of an answer does not tell which names exist.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash('\0', COST);
  const tooLong = password.length > PASSWORD_LENGTH.most;
  const right = await verify(stored ?? (await nobody), tooLong ? '' : normalised(password));
  return right && stored !== null && !tooLong;
}

/** Refuses a password that a guesser tries first. Length is what counts: no rules about digits and signs. */
export function checkNewPassword(
  password: string,
  name: string,
): Result<string, { reason: 'weak-password'; message: string }> {
  if (password.length < PASSWORD_LENGTH.least || password.length > PASSWORD_LENGTH.most) {
    return refuse(
      'weak-password',
      `A password needs ${PASSWORD_LENGTH.least} to ${PASSWORD_LENGTH.most} characters.`,
    );
  }
  if (new Set(password).size < 5 || password.toLowerCase().includes(name.toLowerCase())) {
    return refuse(
      'weak-password',
      'A password must not hold the sign-in name, nor be few characters repeated.',
    );
  }
  return { ok: true, value: password };
}

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** A password to hand over once: 100 random bits in groups that can be read out and typed. */
export function generatePassword(random: Context['random']): string {
  const letters = [...random(20)].map((byte) => LETTERS[byte % 32]);
  return [0, 5, 10, 15].map((from) => letters.slice(from, from + 5).join('')).join('-');
}

// NFC, so that é typed on one keyboard is é typed on another (RFC 8265, OpaqueString).
function normalised(password: string): string {
  return password.normalize('NFC');
}
