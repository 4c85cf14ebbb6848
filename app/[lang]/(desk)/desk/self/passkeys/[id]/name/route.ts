import { z } from 'zod';
import { namePasskey } from '@/lib/people/passkeys/manage';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ name: z.string().max(200) }),
  page: () => '/desk/self',
  keepsDraft: false,
  run: async ({ name }, { actor, params, context }: DoorVisit<{ id: string }>) => {
    const named = await namePasskey(actor, { id: params.id, name }, context);
    return named.ok ? { ok: true, value: { done: 'passkey-named' } } : named;
  },
});
