import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, createGzip, type Gzip } from 'node:zlib';

const WORTH_IT =
  /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript)|application\/(?:x-ndjson|jsonl)|image\/svg)/;

/** Whether the client takes `encoding` (`gzip`, `br`), by its Accept-Encoding. */
export function accepts(request: IncomingMessage, encoding: string): boolean {
  const header = request.headers['accept-encoding'];
  if (typeof header !== 'string') return false;
  return header.split(',').some((part) => {
    const [name, ...parameters] = part.trim().toLowerCase().split(';');
    return (
      name?.trim() === encoding && !parameters.some((parameter) => /^\s*q=0(?:\.0*)?\s*$/.test(parameter))
    );
  });
}

/**
 * Makes `response` compress itself with gzip where its type is worth it and the client takes it.
 * Next leaves route handlers' answers as they are. Streams stay streams: a full buffer holds the
 * writer back, so an export of any size needs a little memory.
 */
export function compressResponse(request: IncomingMessage, response: ServerResponse): void {
  if (!accepts(request, 'gzip') || request.method === 'HEAD') return;
  const { writeHead, write, end, flushHeaders } = bound(response);
  let gzip: Gzip | null = null;
  let decided = false;

  function decide(): void {
    if (decided) return;
    decided = true;
    const type = String(response.getHeader('content-type') ?? '');
    if (!WORTH_IT.test(type)) return;
    // RFC 9111, 5.2.2.6: what tells of progress must go out line by line, and gzip would gather them.
    if (String(response.getHeader('cache-control') ?? '').includes('no-transform')) return;
    response.appendHeader('Vary', 'Accept-Encoding');
    const bodiless = response.statusCode === 204 || response.statusCode === 304;
    if (bodiless || response.hasHeader('content-encoding')) return;
    response.removeHeader('content-length');
    response.setHeader('Content-Encoding', 'gzip');
    const stream = createGzip({ flush: constants.Z_NO_FLUSH });
    gzip = stream;
    stream.on('data', (chunk: Buffer) => {
      if (!write(chunk)) stream.pause();
    });
    response.on('drain', () => {
      // Also told of gzip's own room below, while the socket may still be full.
      if (!response.writableNeedDrain) stream.resume();
    });
    stream.on('drain', () => response.emit('drain'));
    stream.on('end', () => end());
    response.on('close', () => stream.destroy());
  }

  response.writeHead = ((status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    const headers = rest.find((part) => typeof part === 'object' && part !== null) as object | undefined;
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
    decide();
    return writeHead(status);
  }) as ServerResponse['writeHead'];
  response.flushHeaders = () => {
    decide();
    flushHeaders();
  };
  response.write = ((chunk: unknown, ...rest: unknown[]) => {
    decide();
    return gzip === null ? write(chunk, ...rest) : gzip.write(chunk, ...(rest as []));
  }) as ServerResponse['write'];
  response.end = ((...rest: unknown[]) => {
    decide();
    if (gzip === null) end(...rest);
    else gzip.end(...(rest as []));
    return response;
  }) as ServerResponse['end'];
}

function bound(response: ServerResponse) {
  return {
    writeHead: response.writeHead.bind(response) as (status: number) => ServerResponse,
    write: response.write.bind(response) as (...rest: unknown[]) => boolean,
    end: response.end.bind(response) as (...rest: unknown[]) => ServerResponse,
    flushHeaders: response.flushHeaders.bind(response),
  };
}
