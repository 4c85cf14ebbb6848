import { type Result, refuse } from '@/lib/result';
import { sameLook } from './same-look';

/** Roles and the archive's own hands: an account of such a name would be taken for them in the log. */
const RESERVED = ['public', 'operator', 'founding', 'worker', 'reader', 'system'];

/** Reads the name of an account to be made: as `readSignInName`, and none that the log says of others, or that looks like it. */
export function readNewName(raw: string): Result<string, { reason: 'bad-name'; message: string }> {
  const name = readSignInName(raw);
  if (!name.ok || !RESERVED.some((word) => sameLook(word, name.value))) return name;
  return refuse(
    'bad-name',
    `“${name.value}” looks like what the log calls somebody else: choose another name.`,
  );
}

/**
 * Reads a sign-in name: 2 to 40 letters (of any script), digits, dots, hyphens and underscores,
 * beginning with a letter or digit, in NFKC and small letters, so that one name is one account.
 */
export function readSignInName(raw: string): Result<string, { reason: 'bad-name'; message: string }> {
  const name = raw.normalize('NFKC').trim().toLowerCase();
  if (!/^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]{1,39}$/u.test(name)) {
    return refuse(
      'bad-name',
      'A sign-in name has 2 to 40 letters, digits, dots, hyphens or underscores, and begins with a letter or digit.',
    );
  }
  return { ok: true, value: name };
}
