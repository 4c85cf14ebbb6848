import { z } from 'zod';
import { renewRecoveryCodes } from '@/lib/people/second-factor/set-up';
import { refuse } from '@/lib/result';
import { deskDoor } from '@/lib/web/desk-door';
import { serverKey } from '@/lib/web/server-key';

export const POST = deskDoor({
  form: z.object({ kept: z.literal('yes').optional() }),
  page: () => '/desk/self/second-factor',
  keepsDraft: false,
  fresh: true,
  run: async ({ kept }, { session, context }) => {
    if (kept === undefined) return refuse('codes-not-kept', 'Keep the recovery codes first.');
    const renewed = await renewRecoveryCodes(session, serverKey(), context);
    return renewed.ok ? { ok: true, value: { done: 'codes-renewed', to: '/desk/self' } } : renewed;
  },
});
