/**
 * Where to go after signing in: a path of the desk, in either language, or the desk itself. Anything
 * else, and above all another site's address, is dropped: a link to our sign-in page must not end on a
 * page that only looks like ours. `raw` may be a path or a whole address of ours.
 */
export function readReturnPath(raw: string | null | undefined): string {
  const path = raw ? withoutOrigin(raw) : '';
  // Backslashes and control characters are read as slashes, or dropped, by browsers.
  if (/[\\\p{Cc}\s]/u.test(path) || path.startsWith('//')) return '/desk';
  const inDesk = /^(?:\/ar)?\/desk(?:[/?#]|$)/.test(path) && !/(?:^|\/)\.\.?(?:[/?#]|$)/.test(path);
  if (inDesk) return path;
  return /^\/ar(?:[/?#]|$)/.test(path) ? '/ar/desk' : '/desk';
}

// Only the path of a whole address is kept, so its host does not matter.
function withoutOrigin(raw: string): string {
  if (!/^https?:\/\//i.test(raw) || !URL.canParse(raw)) return raw;
  const { pathname, search } = new URL(raw);
  return pathname + search;
}
