import { createHash, randomBytes } from 'node:crypto';

/** The cookie in which next-auth keeps the token that its forms must repeat. */
export const SIGN_IN_TOKEN_COOKIE = '__Host-next-auth.csrf-token';

/**
 * The token that next-auth's doors want to see in the form and in a cookie: `token|sha256(token +
 * secret)`. Gives the token of the cookie that the visitor has where it is good, else a new one with
 * `cookie` to set. Made before the page, so that the form works without JavaScript.
 */
export function signInToken(
  cookie: string | undefined,
  secret: string,
): { token: string; cookie: string | null } {
  const [known = '', digest = ''] = (cookie ?? '').split('|');
  if (/^[0-9a-f]{64}$/.test(known) && digest === digestOf(known, secret))
    return { token: known, cookie: null };
  const token = randomBytes(32).toString('hex');
  return { token, cookie: `${token}|${digestOf(token, secret)}` };
}

function digestOf(token: string, secret: string): string {
  return createHash('sha256').update(`${token}${secret}`).digest('hex');
}
