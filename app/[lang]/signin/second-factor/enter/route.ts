import { z } from 'zod';
import { enterCode } from '@/lib/people/second-factor/enter-code';
import { readReturnPath } from '@/lib/web/return-path';
import { pendingSession } from '@/lib/web/session';
import { signInDoor } from '@/lib/web/sign-in-door';
import { withQuery } from '@/lib/web/with-query';

const typed = z.string().trim().max(100);

/** Takes a code of the app, or a recovery code, and leads to where one wanted to go. */
export const POST = signInDoor(
  z.object({
    code: typed.optional(),
    recovery: typed.optional(),
    callbackUrl: z.string().max(2_000).optional(),
  }),
  async ({ code, recovery, callbackUrl }, { context, key, from }) => {
    const pending = await pendingSession();
    if (pending === null) return '/signin?over=1';
    const shown = recovery === undefined ? { code: code ?? '' } : { recovery };
    const entered = await enterCode({ sessionId: pending.id, ...shown }, from, key, context);
    const back = readReturnPath(callbackUrl);
    if (!entered.ok) {
      return withQuery('/signin/second-factor', { callbackUrl: back, refused: entered.reason });
    }
    const { guessed, byRecovery } = entered.value;
    const to = back.replace(/^\/ar(?=\/)/, '');
    if (guessed) return withQuery(to, { refused: 'guessed' });
    return byRecovery ? withQuery(to, { done: 'recovery-used' }) : to;
  },
);
