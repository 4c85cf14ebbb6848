import { z } from 'zod';
import { confirmLift } from '@/lib/publication/lift-redaction';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ id: z.string().max(100) }),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async ({ id }, { actor, context }: DoorVisit<{ reference: string }>) => {
    const done = await confirmLift(actor, { id }, context);
    return done.ok ? { ok: true, value: { done: 'lifted' } } : done;
  },
});
