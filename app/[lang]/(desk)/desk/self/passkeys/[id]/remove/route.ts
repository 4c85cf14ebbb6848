import { z } from 'zod';
import { removePasskey } from '@/lib/people/passkeys/manage';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({}),
  page: () => '/desk/self',
  run: async (_form, { session, params, context }: DoorVisit<{ id: string }>) => {
    const removed = await removePasskey(session, params.id, context);
    return removed.ok ? { ok: true, value: { done: 'passkey-removed' } } : removed;
  },
});
