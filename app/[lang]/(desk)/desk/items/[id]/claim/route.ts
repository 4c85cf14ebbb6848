import { claim } from '@/lib/review/claim';
import { deskDoor } from '@/lib/web/desk-door';
import { type ItemVisit, itemForm, itemPage } from '../item-doors';

export const POST = deskDoor({
  form: itemForm.pick({ from: true }),
  page: itemPage,
  run: async (_form, { actor, params, context }: ItemVisit) => {
    const held = await claim(actor, params.id, context);
    return held.ok ? { ok: true, value: { done: 'claimed', value: held.value } } : held;
  },
});
