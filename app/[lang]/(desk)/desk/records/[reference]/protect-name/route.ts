import { z } from 'zod';
import { protectName } from '@/lib/publication/protect-name';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({}),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async (_form, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const done = await protectName(actor, { reference: params.reference }, context);
    return done.ok ? { ok: true, value: { done: 'name-protected' } } : done;
  },
});
