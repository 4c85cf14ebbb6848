import { z } from 'zod';
import { setUpAtDesk } from '@/lib/people/second-factor/set-up';
import { refuse } from '@/lib/result';
import { deskDoor } from '@/lib/web/desk-door';
import { serverKey } from '@/lib/web/server-key';

export const POST = deskDoor({
  form: z.object({ code: z.string().max(100), kept: z.literal('yes').optional() }),
  page: () => '/desk/self/second-factor',
  keepsDraft: false,
  fresh: true,
  run: async ({ code, kept }, { session, context }) => {
    if (kept === undefined) return refuse('codes-not-kept', 'Keep the recovery codes first.');
    const set = await setUpAtDesk(session, code, serverKey(), context);
    return set.ok ? { ok: true, value: { done: 'second-factor-set', to: '/desk/self' } } : set;
  },
});
