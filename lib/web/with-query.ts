/** An address with these parameters set, whatever query and fragment it had. */
export function withQuery(path: string, query: Record<string, string>): string {
  const [whole = '', fragment] = path.split('#');
  const [before = '', existing] = whole.split('?');
  const all = new URLSearchParams(existing);
  for (const [name, value] of Object.entries(query)) all.set(name, value);
  return `${before}?${all}${fragment === undefined ? '' : `#${fragment}`}`;
}
