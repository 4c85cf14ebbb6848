import { z } from 'zod';
import { WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import { WITHHELD_FIELDS } from '@/lib/archive/withhold';
import { redact } from '@/lib/publication/redact';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({
    field: z.enum(['words', ...WITHHELD_FIELDS]),
    words: z.string().max(5_000).optional(),
    reason: z.enum(WITHDRAWAL_CLASSES),
  }),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async (form, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const { field, words = null, reason } = form;
    const done = await redact(actor, { ...params, field, words, reason }, context);
    return done.ok ? { ok: true, value: { done: 'redacted' } } : done;
  },
});
