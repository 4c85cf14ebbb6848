import { z } from 'zod';
import { resetPassword } from '@/lib/people/change-user';
import { invite } from '@/lib/people/invitation';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({}),
  page: () => '/desk/accounts',
  fresh: true,
  run: async (_form, { actor, context, params }: DoorVisit<{ name: string }>) => {
    const name = decodeURIComponent(params.name);
    const reset = await resetPassword(actor, name, context);
    if (!reset.ok) return reset;
    const invited = await invite(actor, name, context);
    return invited.ok ? { ok: true, value: { done: 'user-changed' } } : invited;
  },
});
