import { z } from 'zod';
import { settleMessages } from '@/lib/review/outside/messages';
import { deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({
    kind: z.enum(['concern', 'takedown']),
    reference: z.string().max(20),
    outcome: z.enum(['acted', 'declined']),
  }),
  page: () => '/desk/outside',
  run: async (input, { actor, context }) => {
    const settled = await settleMessages(actor, input, context);
    return settled.ok ? { ok: true, value: { done: 'settled', value: settled.value } } : settled;
  },
});
