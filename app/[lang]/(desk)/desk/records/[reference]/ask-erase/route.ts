import { z } from 'zod';
import { askErase } from '@/lib/publication/ask-erase';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ why: z.string().max(2_000) }),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  fresh: true,
  run: async ({ why }, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const done = await askErase(actor, { reference: params.reference, why }, context);
    return done.ok ? { ok: true, value: { done: 'erase-asked' } } : done;
  },
});
