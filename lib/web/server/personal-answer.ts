import type { IncomingMessage, ServerResponse } from 'node:http';
import { readStatus, withoutFrameworkScripts } from './finish-page';
import { ASKING_CSP } from './security-headers';

/**
 * Makes `response` an answer for one person: kept nowhere, found by no search engine, and where it is
 * a page, plain HTML without the framework's scripts, like the reading pages. So its forms are what
 * the browser makes of them, and a policy without inline scripts holds.
 */
export function makePersonal(request: IncomingMessage, response: ServerResponse): void {
  const { writeHead, write, end, flushHeaders } = bound(response);
  const held: Buffer[] = [];
  let sending = false;

  function protect(): void {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Robots-Tag', 'noindex, nofollow');
    response.setHeader('Content-Security-Policy', ASKING_CSP);
    response.setHeader('Vary', 'Cookie');
  }
  function isPage(): boolean {
    return !sending && String(response.getHeader('content-type') ?? '').startsWith('text/html');
  }

  response.writeHead = ((status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    const headers = rest.find((part) => typeof part === 'object' && part !== null) as object | undefined;
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
    protect();
    return isPage() ? response : writeHead(status);
  }) as ServerResponse['writeHead'];
  response.flushHeaders = () => {
    if (!isPage()) flushHeaders();
  };
  response.write = ((chunk: unknown, ...rest: unknown[]) => {
    if (!isPage()) return write(chunk, ...rest);
    held.push(asBuffer(chunk));
    return true;
  }) as ServerResponse['write'];
  response.end = ((...rest: unknown[]) => {
    if (!isPage()) {
      end(...rest);
      return response;
    }
    if (typeof rest[0] === 'string' || rest[0] instanceof Uint8Array) held.push(asBuffer(rest[0]));
    const rendered = Buffer.concat(held).toString('utf8');
    const { status, html } = readStatus(withoutFrameworkScripts(rendered), response.statusCode);
    sending = true;
    response.removeHeader('content-length');
    response.removeHeader('etag');
    response.statusCode = status;
    protect();
    if (request.method === 'HEAD') end();
    else end(html);
    return response;
  }) as ServerResponse['end'];
}

function asBuffer(chunk: unknown): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : Buffer.from(chunk as Uint8Array);
}

function bound(response: ServerResponse) {
  return {
    writeHead: response.writeHead.bind(response) as (status: number) => ServerResponse,
    write: response.write.bind(response) as (...rest: unknown[]) => boolean,
    end: response.end.bind(response) as (...rest: unknown[]) => void,
    flushHeaders: response.flushHeaders.bind(response),
  };
}
