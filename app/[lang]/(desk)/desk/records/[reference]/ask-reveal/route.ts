import { z } from 'zod';
import { askReveal } from '@/lib/publication/reveal-name';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ why: z.string().max(2_000) }),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async ({ why }, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const done = await askReveal(actor, { reference: params.reference, why }, context);
    return done.ok ? { ok: true, value: { done: 'reveal-asked' } } : done;
  },
});
