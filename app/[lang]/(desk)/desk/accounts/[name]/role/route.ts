import { z } from 'zod';
import { ROLES } from '@/lib/archive/vocabulary';
import { changeRole } from '@/lib/people/change-user';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ role: z.enum(ROLES) }),
  page: () => '/desk/accounts',
  fresh: true,
  run: async ({ role }, { actor, context, params }: DoorVisit<{ name: string }>) => {
    const changed = await changeRole(actor, { name: decodeURIComponent(params.name), role }, context);
    return changed.ok ? { ok: true, value: { done: 'user-changed' } } : changed;
  },
});
