import { z } from 'zod';
import { BASES, RISKS } from '@/lib/archive/vocabulary';
import { acceptItem } from '@/lib/publication/accept-item';
import { deskDoor } from '@/lib/web/desk-door';
import { type ItemVisit, itemForm, itemPage, leadOn } from '../item-doors';

const MINOR = { yes: true, no: false, unknown: null } as const;

export const POST = deskDoor({
  form: itemForm.extend({
    basis: z.enum(BASES),
    risk: z.enum(RISKS),
    minor: z.enum(['yes', 'no', 'unknown']).transform((answer) => MINOR[answer]),
  }),
  page: itemPage,
  run: async ({ version, requestKey, from, ...approval }, visit: ItemVisit) => {
    const itemId = visit.params.id;
    const accepted = await acceptItem(visit.actor, { itemId, version, approval, requestKey }, visit.context);
    if (!accepted.ok) return accepted;
    const undo = accepted.value.outcome === 'awaits-second';
    return leadOn(accepted.value.outcome, from, visit, { undo, value: accepted.value });
  },
});
