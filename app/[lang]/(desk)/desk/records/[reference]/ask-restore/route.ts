import { z } from 'zod';
import { askRestore } from '@/lib/publication/ask-restore';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ why: z.string().max(2_000) }),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async ({ why }, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const asked = await askRestore(actor, { reference: params.reference, why }, context);
    return asked.ok ? { ok: true, value: { done: 'restore-asked' } } : asked;
  },
});
