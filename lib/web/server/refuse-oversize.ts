import type { IncomingMessage } from 'node:http';

/** Longer addresses than any that the archive writes; a browser sends them whole. */
export const LONGEST_ADDRESS = 8_192;
/** A form of the desk with the longest words that it takes, and room to spare. */
export const LARGEST_BODY = 4 * 2 ** 20;
/** A file of 64 MiB brought in at the desk, with the form around it. */
export const LARGEST_UPLOAD = 65 * 2 ** 20;
const UPLOAD = /^(\/ar)?\/desk\/accessions\/import(\?|$)/;

/**
 * The status with which a request is refused before anything reads it, or null: its address is too long
 * (414), its body too large (413), or its body's length is not said (411), since then it could only be
 * found out by taking all of it. Node ends the connection of a client that sends more than it said.
 */
export function refuseOversize(request: Pick<IncomingMessage, 'url' | 'headers'>): 411 | 413 | 414 | null {
  if ((request.url ?? '').length > LONGEST_ADDRESS) return 414;
  if (request.headers['transfer-encoding'] !== undefined) return 411;
  const largest = UPLOAD.test(request.url ?? '') ? LARGEST_UPLOAD : LARGEST_BODY;
  return Number(request.headers['content-length'] ?? 0) > largest ? 413 : null;
}
