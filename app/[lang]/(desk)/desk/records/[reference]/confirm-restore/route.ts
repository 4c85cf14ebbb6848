import { z } from 'zod';
import { confirmRestore } from '@/lib/publication/ask-restore';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({}),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async (_form, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const restored = await confirmRestore(actor, { reference: params.reference }, context);
    return restored.ok ? { ok: true, value: { done: 'restored' } } : restored;
  },
});
