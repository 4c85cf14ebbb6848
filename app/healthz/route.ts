export const dynamic = 'force-dynamic';

/** The process lives. Whether it can work is /readyz's to say. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } });
}
