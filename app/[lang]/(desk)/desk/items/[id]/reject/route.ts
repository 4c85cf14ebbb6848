import { z } from 'zod';
import { REJECTION_CLASSES } from '@/lib/archive/vocabulary';
import { decide } from '@/lib/review/decide';
import { deskDoor } from '@/lib/web/desk-door';
import { type ItemVisit, itemForm, itemPage, leadOn } from '../item-doors';

export const POST = deskDoor({
  form: itemForm.extend({
    reason: z.enum(REJECTION_CLASSES),
    note: z
      .string()
      .max(10_000)
      .transform((note) => note.trim() || null)
      .nullable()
      .catch(null),
  }),
  page: itemPage,
  run: async ({ version, requestKey, from, reason, note }, visit: ItemVisit) => {
    const decision = { decision: 'reject', reason, note } as const;
    const input = { itemId: visit.params.id, version, decision, requestKey };
    const decided = await decide(visit.actor, input, visit.context);
    return decided.ok ? leadOn('rejected', from, visit, { undo: true }) : decided;
  },
});
