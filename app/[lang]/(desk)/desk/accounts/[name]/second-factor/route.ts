import { z } from 'zod';
import { clearSecondFactor } from '@/lib/people/change-user';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({}),
  page: () => '/desk/accounts',
  fresh: true,
  run: async (_form, { actor, context, params }: DoorVisit<{ name: string }>) => {
    const cleared = await clearSecondFactor(actor, decodeURIComponent(params.name), context);
    return cleared.ok ? { ok: true, value: { done: 'second-factor-cleared' } } : cleared;
  },
});
