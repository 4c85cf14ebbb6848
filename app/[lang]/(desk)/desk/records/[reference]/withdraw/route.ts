import { z } from 'zod';
import { WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import { withdraw } from '@/lib/publication/withdraw';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ reason: z.enum(WITHDRAWAL_CLASSES) }),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async ({ reason }, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const done = await withdraw(actor, { reference: params.reference, reason }, context);
    return done.ok ? { ok: true, value: { done: 'withdrawn' } } : done;
  },
});
