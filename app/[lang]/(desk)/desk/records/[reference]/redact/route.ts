import { z } from 'zod';
import { WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import { WITHHELD_FIELDS } from '@/lib/archive/withhold';
import { redact } from '@/lib/publication/redact';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

// An empty field is none given.
const number = z
  .string()
  .regex(/^\d{0,9}$/)
  .default('')
  .transform((typed) => (typed === '' ? null : Number(typed)));

export const POST = deskDoor({
  form: z.object({
    field: z.enum(['words', 'span', ...WITHHELD_FIELDS]),
    words: z.string().max(5_000).optional(),
    part: z.string().max(100).default(''),
    start: number,
    occurrence: number,
    reason: z.enum(WITHDRAWAL_CLASSES),
  }),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async (form, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const { field, words = null, reason, ...at } = form;
    const done = await redact(actor, { ...params, field, words, reason, at }, context);
    return done.ok ? { ok: true, value: { done: 'redacted' } } : done;
  },
});
