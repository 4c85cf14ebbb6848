import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import next from 'next';
import { countAnswer, isFromThisMachine } from '@/lib/operating/traffic';
import { isOurOrigin } from '../check-origin';
import { FROM_HEADER, FROM_THIS_MACHINE } from '../from-header';
import { classifyPath } from './classify-path';
import { clientMark } from './client-mark';
import { compressResponse } from './compress-response';
import { crowd } from './crowd';
import { drainOf } from './drain';
import { keepConnections } from './keep-connections';
import { pageServer } from './page-server';
import { makePersonal } from './personal-answer';
import { holdsNul, readTarget } from './read-target';
import { refuseOversize } from './refuse-oversize';
import { dropInternalHeaders, setSecurityHeaders } from './security-headers';
import { serveTrouble } from './serve-page';

export interface WebServerOptions {
  port: number;
  host: string;
  /** The project's root, where app/ and the build are. */
  dir: string;
  /** Serve from source, rebuilding as it changes. */
  dev: boolean;
  /** What the world calls this archive: pages made ahead for everybody name this host. */
  publicUrl: string;
  /** A proxy of ours stands before this server and writes X-Forwarded-For. */
  trustProxy: boolean;
  /** Milliseconds to go on answering after `close` while `/readyz` already says 503. */
  announce: number;
  readRevision: () => Promise<string>;
  onError: (error: unknown, path: string) => void;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const PAGES_IN_MEMORY = 64 * 2 ** 20;
// A crowd that comes within one moment waits at the port to be told to come back, and is not cut off there.
// The system may allow fewer (net.core.somaxconn).
const BACKLOG = 4_096;
// An export of a large archive takes minutes; one that takes longer begins again elsewhere.
const FINISH_WITHIN = 120_000;

/**
 * Starts the archive's web server: our own answers for reading pages, and Next for the rest.
 * Resolves when it listens; rejects (EADDRINUSE and the like) when it cannot. `close` lets
 * a proxy take the server out, stops taking connections, lets answers under way end, and gives up on
 * them after two minutes (drain.ts).
 */
export async function startWebServer(options: WebServerOptions): Promise<{ close: () => Promise<void> }> {
  const { port, host, dir, dev } = options;
  // The archive reaches nobody: the framework's telemetry included.
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  // Looked at often: whoever dribbles a request must not hold a connection for longer than they say.
  const server = createServer({
    headersTimeout: 20_000,
    requestTimeout: 120_000,
    connectionsCheckingInterval: 5_000,
  });
  keepConnections(server);
  const https = new URL(options.publicUrl).protocol === 'https:';
  // With `httpServer`, Next listens for the web sockets of development itself.
  const drain = drainOf(server);
  const app = next({ dev, dir, hostname: host, port, quiet: true, httpServer: server });
  await app.prepare();
  const handler = app.getRequestHandler();
  const limits = crowd();
  const pages = pageServer({
    handler,
    readRevision: options.readRevision,
    host: new URL(options.publicUrl).host,
    maxBytes: dev ? 0 : PAGES_IN_MEMORY,
    // In development the first visit to a page compiles it.
    timeout: dev ? 120_000 : 15_000,
    onError: options.onError,
  });

  server.on('request', (request, response) => {
    drain.follow(response);
    setSecurityHeaders(response, https);
    dropInternalHeaders(request);
    // Next takes some of the others for a failure of ours.
    if (!METHODS.has(request.method ?? '')) return serveTrouble(response, 405);
    const oversize = refuseOversize(request);
    if (oversize !== null) return serveTrouble(response, oversize);
    const url = readTarget(request.url);
    if (url === null) return serveTrouble(response, 400);
    if (url.pathname !== '/' && url.pathname.endsWith('/')) {
      response.writeHead(308, { Location: withoutTrailingSlashes(url.pathname) + url.search }).end();
      return;
    }
    if (url.pathname === '/readyz' && drain.draining()) return sayDraining(response);
    const fail = (error: unknown) => {
      options.onError(error, url.pathname);
      if (response.headersSent) response.destroy();
      else serveTrouble(response, 500);
    };
    const kind = classifyPath(url.pathname);
    // What machines read is refused in its own words (lib/web/api-fuzz.db.test.ts), and so is a form's NUL.
    if (kind === 'personal' && holdsNul(url.search)) return serveTrouble(response, 400);
    countAnswer(kind, response);
    const forwarded = options.trustProxy ? (request.headers['x-forwarded-for'] ?? null) : null;
    const from = clientMark(request.socket.remoteAddress, String(forwarded ?? '') || null, new Date());
    if (!limits.admits(from, url.pathname, response)) return serveTrouble(response, 503);
    if (changesSomething(request) && !isOurs(request, url.pathname, options.publicUrl)) {
      return serveTrouble(response, 403);
    }
    if (kind === 'pass' || kind === 'personal') {
      if (isFromThisMachine(request)) request.headers[FROM_THIS_MACHINE] = '1';
      request.headers[FROM_HEADER] = from;
      compressResponse(request, response);
      if (kind === 'personal') makePersonal(request, response);
      handler(request, response).catch(fail);
    } else {
      const search = kind === 'query-page' ? url.search : null;
      pages.answer(request, response, url.pathname, search).catch(fail);
    }
  });
  await listen(server, port, host);
  return {
    async close() {
      await drain.end({ announce: options.announce, finish: FINISH_WITHIN });
      await app.close();
    },
  };
}

function changesSomething(request: IncomingMessage): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS';
}

// Harvesters ask OAI-PMH's questions by POST too, and the API refuses POST in its own words: neither
// changes anything. Every other door that takes a POST, and each that is added later, answers to forms
// of ours alone.
function isOurs(request: IncomingMessage, pathname: string, site: string): boolean {
  if (pathname === '/oai' || pathname.startsWith('/api/v1/')) return true;
  return isOurOrigin(request.headers.origin, request.headers.host, site);
}

// By a loop: the pattern for it takes a time that grows with the square of the slashes.
function withoutTrailingSlashes(pathname: string): string {
  let end = pathname.length;
  while (end > 1 && pathname[end - 1] === '/') end -= 1;
  return pathname.slice(0, end);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Said here, not by the page: it must be true although every part is well. */
function sayDraining(response: ServerResponse): void {
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(503).end(JSON.stringify({ ready: false, draining: true }));
}
