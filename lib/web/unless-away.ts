import { log } from '@/lib/log';
import { isDatabaseAway } from './read-route';
import { troublePage } from './server/serve-page';

/**
 * Answers a form, and where the database cannot be asked, or has no room, says so with a time to come
 * back instead of failing: nothing of the form was done, and the browser still has what was typed. Any
 * other error goes on.
 */
export async function unlessAway(request: Request, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    log.error({ err: error }, 'a form could not be taken');
    const headers = { 'Retry-After': '10', 'Cache-Control': 'no-store' };
    if (request.headers.get('accept')?.includes('application/json'))
      return Response.json(
        { reason: 'database-away', message: 'The archive cannot be reached for a moment.' },
        { status: 503, headers },
      );
    return new Response(troublePage(503), {
      status: 503,
      headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
    });
  }
}
