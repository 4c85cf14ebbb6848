import { liveContext } from '@/lib/context';
import { readOriginal } from '@/lib/review/read-original';
import { connections } from '@/lib/web/connections';
import { currentSession } from '@/lib/web/session';

/** The exact bytes of one archived original, as a file: never as something that a browser would run. */
export async function GET(_request: Request, route: { params: Promise<{ id: string }> }): Promise<Response> {
  const session = await currentSession();
  if (session === null) return new Response('Sign in first.', { status: 401 });
  const original = await readOriginal(session.actor, (await route.params).id, liveContext(connections()));
  if (!original.ok) return new Response(original.message, { status: 404 });
  return new Response(Uint8Array.from(original.value.bytes), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="original-${original.value.digest.slice(0, 16)}.bin"`,
    },
  });
}
