import { z } from 'zod';
import { askLift } from '@/lib/publication/lift-redaction';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ id: z.string().max(100), why: z.string().max(2_000) }),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async ({ id, why }, { actor, context }: DoorVisit<{ reference: string }>) => {
    const done = await askLift(actor, { id, why }, context);
    return done.ok ? { ok: true, value: { done: 'lift-asked' } } : done;
  },
});
