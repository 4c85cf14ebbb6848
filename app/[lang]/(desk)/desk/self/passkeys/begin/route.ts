import { z } from 'zod';
import { publicUrl } from '@/lib/env';
import { beginRegistration } from '@/lib/people/passkeys/register';
import { passkeySite } from '@/lib/people/passkeys/site';
import { deskDoor } from '@/lib/web/desk-door';

/** What the page's script hands to the browser so that it makes a passkey. */
export const POST = deskDoor({
  form: z.object({}),
  page: () => '/desk/self',
  keepsDraft: false,
  fresh: true,
  run: async (_form, { session, context }) => {
    const begun = await beginRegistration(session, passkeySite(publicUrl()), context);
    return begun.ok ? { ok: true, value: { done: 'passkey-begun', value: begun.value } } : begun;
  },
});
