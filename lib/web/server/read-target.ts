/**
 * What a request asks for: its path and its query (with the `?`, or empty), as they were sent. Takes a
 * request target in origin form with one leading slash (RFC 9112, 3.2.1) and gives null for any other:
 * `//host` would become a redirect elsewhere. Null too for a path that is no UTF-8, or holds the character
 * NUL: PostgreSQL keeps none, so that nothing has such an address and asking for it would fail.
 */
export function readTarget(target: string | undefined): { pathname: string; search: string } | null {
  if (target === undefined || !/^\/(?![/\\])/.test(target)) return null;
  const end = target.indexOf('?');
  const pathname = end === -1 ? target : target.slice(0, end);
  try {
    decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (holdsNul(pathname)) return null;
  return { pathname, search: end === -1 ? '' : target.slice(end) };
}

/** Whether a part of an address, as it was sent, holds the character NUL: it can only be written `%00`. */
export function holdsNul(sent: string): boolean {
  return sent.includes('%00');
}
