import { z } from 'zod';
import { proposeLink } from '@/lib/publication/propose-link';
import { refuse } from '@/lib/result';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

type Params = { kind: string; slug: string };

/** Links a testimony to an event or a place, or takes the link away, at the event or place. */
export const POST = deskDoor({
  form: z.object({
    take: z.enum(['add', 'remove']),
    reference: z.string().max(100),
    why: z.string().max(2_000).default(''),
  }),
  page: ({ kind, slug }: Params) => `/desk/links/${kind}/${slug}`,
  run: async ({ take, reference, why }, { actor, params, context }: DoorVisit<Params>) => {
    const { kind: to, slug } = params;
    if (to !== 'event' && to !== 'place') return refuse('no-such-event', 'There is no such thing.');
    const proposed = await proposeLink(actor, { reference, link: { to, slug }, take, why }, context);
    if (!proposed.ok) return proposed;
    const { itemId } = proposed.value;
    return { ok: true, value: { done: 'link-proposed', to: `/desk/items/${itemId}`, value: { itemId } } };
  },
});
