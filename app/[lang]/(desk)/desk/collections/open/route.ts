import { z } from 'zod';
import { openCollection } from '@/lib/publication/open-collection';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

const name = z.string().trim().max(300).optional();

export const POST = deskDoor({
  form: z.object({ slug: z.string().max(300).optional(), 'name.en': name, 'name.ar': name }),
  page: () => '/desk/collections',
  run: async (
    { slug, 'name.en': en, 'name.ar': ar },
    { actor, context }: DoorVisit<Record<never, string>>,
  ) => {
    const named = { ...(en && { en }), ...(ar && { ar }) };
    const opened = await openCollection(actor, slug ? { slug } : { name: named }, context);
    if (!opened.ok) return opened;
    const to = `/desk/items/${opened.value.itemId}#edit`;
    return { ok: true, value: { done: 'collection-open', to, value: opened.value } };
  },
});
