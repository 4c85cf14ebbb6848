import { connections } from '@/lib/web/connections';
import { readReadiness } from '@/lib/web/readiness';
import { searchHouse } from '@/lib/web/search-house';

export const dynamic = 'force-dynamic';

/** Whether the archive can work: 200 when every part can, else 503, and each part by name. */
export async function GET(): Promise<Response> {
  const readiness = await readReadiness(connections().readingPool, searchHouse());
  return Response.json(readiness, {
    status: readiness.ready ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  });
}
