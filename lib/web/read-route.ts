import { atOnce, TooManyAtOnce } from '@/lib/at-once';
import { log } from '@/lib/log';
import { type ParameterError, problem } from './problem';

// Six leave four of the ten connections to pages, which ask for the revision at each request: whoever
// harvests must not keep readers out.
const READING_AT_ONCE = 6;
const WAITING_AT_MOST = 100;
const KEY = Symbol.for('sawt.reading-at-once');
// Next bundles each route apart, so the one bound for all hangs on the global object.
const shared = globalThis as { [KEY]?: ReturnType<typeof atOnce> };

/**
 * Wraps a route that reads, so that it never answers with a stack or an empty 500: 503 with a time to
 * come back where the database cannot be asked, else a problem that says nothing of the inside. So many of
 * all such routes are answered at once and so many wait; beyond it 503 with a time to come back.
 */
export function readRoute<Params = Record<never, never>>(
  handle: (request: Request, params: Params) => Promise<Response>,
): (request: Request, context: { params: Promise<Params> }) => Promise<Response> {
  return async (request, context) => {
    shared[KEY] ??= atOnce({ running: READING_AT_ONCE, waiting: WAITING_AT_MOST });
    try {
      return await shared[KEY](async () => handle(request, await context.params));
    } catch (error) {
      // Said by the answer alone: a flood must not fill the log.
      if (error instanceof TooManyAtOnce)
        return problem(503, 'busy', 'Very many ask the archive just now. Try again in a moment.', {
          retryAfter: 10,
        });
      const path = new URL(request.url).pathname;
      log.error({ err: error, path }, 'a request failed');
      return isDatabaseAway(error)
        ? problem(503, 'database-away', 'The archive cannot be reached for a moment; nothing is lost.', {
            retryAfter: 10,
          })
        : problem(500, 'failed', 'Something went wrong in the archive; nothing is lost.');
    }
  };
}

/** Whether an error says that the database could not be asked, however deep it lies. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, message, cause, errors, meta } = error as Record<string, unknown>;
  const signs = `${String(code ?? '')} ${String(message ?? '')}`;
  // Connections refused or cut; PostgreSQL classes 08 and 57P (shutting down, starting up), 53 (no room); and
  // what another held for too long (55P03) or each held of the other's (40P01), as in an upgrade.
  if (
    /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|P1001|P1002|P1008|P1017|\b(?:(?:08|53)\w{3}|57P\w{2}|55P03|40P01)\b|timeout exceeded when trying to connect|Connection terminated|terminating connection|Can't reach database|DatabaseNotReachable|ConnectionClosed/i.test(
      signs,
    )
  ) {
    return true;
  }
  if (Array.isArray(errors) && errors.some((one) => isDatabaseAway(one, depth + 1))) return true;
  return isDatabaseAway(cause, depth + 1) || isDatabaseAway(meta, depth + 1);
}

/**
 * Refuses parameters that an address does not have: one that is ignored would let somebody believe
 * that it worked. Null when all are known.
 */
export function refuseUnknown(request: Request, known: readonly string[]): Response | null {
  const unknown = [...new Set(new URL(request.url).searchParams.keys())].filter(
    (name) => !known.includes(name),
  );
  if (unknown.length === 0) return null;
  return badParameters(
    unknown.map((parameter) => ({ parameter, message: 'is not a parameter of this address' })),
  );
}

export function badParameters(errors: ParameterError[]): Response {
  return problem(400, 'bad-parameter', 'A parameter was refused.', { errors });
}
