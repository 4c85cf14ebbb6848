import { z } from 'zod';
import { WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import { withdrawCollection } from '@/lib/publication/withdraw-collection';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ reason: z.enum(WITHDRAWAL_CLASSES) }),
  page: () => '/desk/collections',
  run: async ({ reason }, { actor, params, context }: DoorVisit<{ slug: string }>) => {
    const done = await withdrawCollection(actor, { slug: params.slug, reason }, context);
    return done.ok ? { ok: true, value: { done: 'withdrawn' } } : done;
  },
});
