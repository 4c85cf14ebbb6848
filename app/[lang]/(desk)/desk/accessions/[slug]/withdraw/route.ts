import { z } from 'zod';
import { WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import { withdrawAccession } from '@/lib/publication/withdraw-accession';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ reason: z.enum(WITHDRAWAL_CLASSES), confirm: z.string() }),
  page: ({ slug }: { slug: string }) => `/desk/accessions/${slug}`,
  run: async ({ reason, confirm }, { actor, params, context }: DoorVisit<{ slug: string }>) => {
    if (confirm.trim() !== params.slug) {
      return { ok: false, reason: 'name-differs', message: 'The name does not match the accession.' };
    }
    const done = await withdrawAccession(actor, { slug: params.slug, reason }, context);
    return done.ok ? { ok: true, value: { done: 'withdrawn', value: done.value } } : done;
  },
});
