import { createHash } from 'node:crypto';

/** What an answer to a program carries besides its body. */
export interface AnswerOptions {
  type?: string;
  status?: number;
  /** `Link` header values (RFC 8288), each whole. */
  links?: readonly string[];
  /** A file name to save it under. */
  fileName?: string;
}

/**
 * Answers a program that reads: open to every origin, with an ETag, 304 where it has it already, and
 * asked about again at each use, because a withdrawal must show at once.
 */
export function answer(
  request: Request,
  body: string | Uint8Array<ArrayBuffer>,
  options: AnswerOptions = {},
): Response {
  const { type = 'application/json; charset=utf-8', status = 200, links = [], fileName } = options;
  // Weak: the server may compress what leaves it.
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = new Headers({
    'Content-Type': type,
    'Cache-Control': 'no-cache',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Link',
    ETag: etag,
  });
  for (const link of links) headers.append('Link', link);
  if (fileName !== undefined) headers.set('Content-Disposition', `inline; filename="${fileName}"`);
  const known = request.headers.get('if-none-match')?.split(',') ?? [];
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  if (status === 200 && known.some((tag) => tag.trim() === '*' || plain(tag) === plain(etag))) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(body, { status, headers });
}

/** The same for a value, as JSON. */
export function answerJson(request: Request, value: unknown, options: AnswerOptions = {}): Response {
  return answer(request, JSON.stringify(value), options);
}
