import { undoDecision } from '@/lib/review/undo-decision';
import { deskDoor } from '@/lib/web/desk-door';
import { type ItemVisit, itemForm, itemPage } from '../item-doors';

export const POST = deskDoor({
  form: itemForm.pick({ from: true }),
  page: itemPage,
  run: async (_form, { actor, params, context }: ItemVisit) => {
    const undone = await undoDecision(actor, params.id, context);
    return undone.ok ? { ok: true, value: { done: 'undone' } } : undone;
  },
});
