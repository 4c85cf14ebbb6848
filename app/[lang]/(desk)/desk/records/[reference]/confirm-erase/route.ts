import { z } from 'zod';
import { WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import { env } from '@/lib/env';
import { confirmErase } from '@/lib/publication/ask-erase';
import { erasureList } from '@/lib/publication/erasure-list';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ reason: z.enum(WITHDRAWAL_CLASSES), typed: z.string().max(100) }),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  fresh: true,
  run: async (form, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const input = { ...form, reference: params.reference };
    const erased = await confirmErase(actor, input, erasureList(env()), context);
    return erased.ok ? { ok: true, value: { done: 'erased', to: '/desk/records' } } : erased;
  },
});
