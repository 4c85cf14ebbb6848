/**
 * An address within the site as a header can carry it: what is not visible ASCII is written as its UTF-8 in
 * percent signs (RFC 3986, 2.1). A `Location` with anything else is refused by the server's own code, so
 * that a stranger's letters in an address would make a refusal fail.
 */
export function headerPath(path: string): string {
  return path.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}
