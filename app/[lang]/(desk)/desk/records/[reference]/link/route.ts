import { z } from 'zod';
import { RELATION_TYPES } from '@/lib/archive/vocabulary';
import { type Link, proposeLink } from '@/lib/publication/propose-link';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

const line = z.string().max(2_000).default('');

/** Links a testimony, or takes a link away, at whichever end it stands. */
export const POST = deskDoor({
  form: z.object({
    take: z.enum(['add', 'remove']),
    side: z.enum(['out', 'in']).default('out'),
    /** `testimony`, or `event:slug`, `place:slug`, `collection:slug`. */
    to: z.string().regex(/^(?:testimony|(?:event|place|collection):.{1,300})$/),
    type: z.enum(RELATION_TYPES).default('corroborates'),
    other: line,
    reason: line,
    source: line,
    why: line,
  }),
  page: ({ reference }: { reference: string }) => `/desk/records/${reference}`,
  run: async (form, { actor, params, context }: DoorVisit<{ reference: string }>) => {
    const { take, side, type, other, reason, why } = form;
    const [to = '', ...slug] = form.to.split(':');
    const [from, end] = side === 'in' ? [other, params.reference] : [params.reference, other];
    const source = form.source.trim() || null;
    const link: Link =
      to === 'testimony'
        ? { to, type, reference: end, reason: reason.trim(), source }
        : { to: to as 'event', slug: slug.join(':') };
    const begin = to === 'testimony' ? from : params.reference;
    const proposed = await proposeLink(actor, { reference: begin, link, take, why }, context);
    if (!proposed.ok) return proposed;
    const { itemId } = proposed.value;
    return { ok: true, value: { done: 'link-proposed', to: `/desk/items/${itemId}`, value: { itemId } } };
  },
});
