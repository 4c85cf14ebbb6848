import type { Server } from 'node:http';

/**
 * Milliseconds that a client is told it may keep a quiet connection: longer than common proxies keep
 * theirs (a minute), so that the client is the one who closes it.
 */
const SAID = 65_000;
/** Longer than was said by more than this process ever stands still. */
const KEPT = SAID + 10_000;

/**
 * Keeps a client's connection for its next request longer than `Keep-Alive: timeout` says. Closing it
 * at the very second that was said would break requests that are on their way: a busy process looks
 * at its clocks before it reads what has arrived, and cuts off a question that came in time.
 * Takes a server that does not listen yet.
 */
export function keepConnections(server: Server): void {
  server.keepAliveTimeout = SAID;
  server.on('request', (request, response) => {
    // After the server's own setting for the time between two requests, which its next request takes back.
    response.once('finish', () => request.socket.setTimeout(KEPT));
  });
}
