import { z } from 'zod';
import { openCorrection } from '@/lib/publication/open-correction';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({}),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async (_, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const opened = await openCorrection(actor, params, context);
    if (!opened.ok) return opened;
    const { itemId } = opened.value;
    return {
      ok: true,
      value: { done: 'correction-open', to: `/desk/items/${itemId}#edit`, value: opened.value },
    };
  },
});
