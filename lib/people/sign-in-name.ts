import { type Result, refuse } from '@/lib/result';

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
