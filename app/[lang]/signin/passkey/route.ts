import type { NextRequest } from 'next/server';
import { liveContext } from '@/lib/context';
import { publicUrl } from '@/lib/env';
import { beginPasskeySignIn } from '@/lib/people/passkeys/sign-in';
import { passkeySite } from '@/lib/people/passkeys/site';
import { isOurOrigin } from '@/lib/web/check-origin';
import { connections } from '@/lib/web/connections';
import { withinLimit } from '@/lib/web/flood-limit';
import { FROM_HEADER } from '@/lib/web/from-header';

/**
 * What the sign-in page's script hands to the browser so that it asks for a passkey: the same for
 * everybody but for the question to be signed. The answer goes to next-auth's own door.
 */
export async function POST(request: NextRequest): Promise<Response> {
  if (!isOurOrigin(request.headers.get('origin'), request.headers.get('host'), publicUrl())) {
    return new Response('This form was not sent from this archive.', { status: 403 });
  }
  if (!withinLimit(request.headers.get(FROM_HEADER) ?? '', Date.now(), 'passkey')) {
    return new Response('Too many at once: sign in with the password, or try again later.', { status: 429 });
  }
  return Response.json(await beginPasskeySignIn(passkeySite(publicUrl()), liveContext(connections())));
}
