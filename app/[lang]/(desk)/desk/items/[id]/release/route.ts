import { release } from '@/lib/review/claim';
import { deskDoor } from '@/lib/web/desk-door';
import { type ItemVisit, itemForm, itemPage } from '../item-doors';

export const POST = deskDoor({
  form: itemForm.pick({ from: true }),
  page: itemPage,
  run: async (_form, { actor, params, context }: ItemVisit) => {
    const released = await release(actor, params.id, context);
    return released.ok ? { ok: true, value: { done: 'released' } } : released;
  },
});
