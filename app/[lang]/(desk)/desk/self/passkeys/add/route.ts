import { z } from 'zod';
import { publicUrl } from '@/lib/env';
import { finishRegistration } from '@/lib/people/passkeys/register';
import { passkeySite } from '@/lib/people/passkeys/site';
import { deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ answer: z.string().max(50_000), name: z.string().max(200) }),
  page: () => '/desk/self',
  keepsDraft: false,
  fresh: true,
  run: async (form, { session, context }) => {
    const added = await finishRegistration(session, form, passkeySite(publicUrl()), context);
    return added.ok ? { ok: true, value: { done: 'passkey-added' } } : added;
  },
});
