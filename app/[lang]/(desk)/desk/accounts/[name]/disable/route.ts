import { z } from 'zod';
import { disableUser } from '@/lib/people/change-user';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({}),
  page: () => '/desk/accounts',
  fresh: true,
  run: async (_form, { actor, context, params }: DoorVisit<{ name: string }>) => {
    const changed = await disableUser(actor, decodeURIComponent(params.name), context);
    return changed.ok ? { ok: true, value: { done: 'user-changed' } } : changed;
  },
});
