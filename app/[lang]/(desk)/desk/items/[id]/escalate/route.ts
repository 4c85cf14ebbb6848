import { z } from 'zod';
import { decide } from '@/lib/review/decide';
import { deskDoor } from '@/lib/web/desk-door';
import { type ItemVisit, itemForm, itemPage, leadOn } from '../item-doors';

export const POST = deskDoor({
  form: itemForm.extend({ note: z.string().max(10_000) }),
  page: itemPage,
  run: async ({ version, requestKey, from, note }, visit: ItemVisit) => {
    const decision = { decision: 'escalate', note } as const;
    const input = { itemId: visit.params.id, version, decision, requestKey };
    const decided = await decide(visit.actor, input, visit.context);
    return decided.ok ? leadOn('escalated', from, visit, { undo: true }) : decided;
  },
});
