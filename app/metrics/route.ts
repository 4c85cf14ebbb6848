import { timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';
import { metricsText } from '@/lib/operating/metrics-text';
import { readState } from '@/lib/operating/read-state';
import { traffic } from '@/lib/operating/traffic';
import { connections } from '@/lib/web/connections';
import { FROM_THIS_MACHINE } from '@/lib/web/from-header';

export const dynamic = 'force-dynamic';

/** Numbers for whoever watches the archive: from this machine itself, or with METRICS_TOKEN. */
export async function GET(request: Request): Promise<Response> {
  if (request.headers.get(FROM_THIS_MACHINE) !== '1' && !hasToken(request)) {
    return new Response('Not found\n', { status: 404, headers: { 'Cache-Control': 'no-store' } });
  }
  const state = await readState(connections().appPool).catch(() => null);
  return new Response(metricsText(traffic(), state, process.memoryUsage.rss()), {
    headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}

function hasToken(request: Request): boolean {
  const { METRICS_TOKEN: token } = env();
  if (token === undefined) return false;
  const expected = Buffer.from(`Bearer ${token}`);
  const given = Buffer.from(request.headers.get('authorization') ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
