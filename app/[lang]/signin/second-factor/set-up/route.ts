import { z } from 'zod';
import { setUpAtSignIn } from '@/lib/people/second-factor/set-up';
import { readReturnPath } from '@/lib/web/return-path';
import { pendingSession } from '@/lib/web/session';
import { signInDoor } from '@/lib/web/sign-in-door';
import { withQuery } from '@/lib/web/with-query';

/** Sets up the second factor at the first sign-in, and leads to where one wanted to go. */
export const POST = signInDoor(
  z.object({
    code: z.string().max(100),
    kept: z.literal('yes').optional(),
    callbackUrl: z.string().max(2_000).optional(),
  }),
  async ({ code, kept, callbackUrl }, { context, key }) => {
    const pending = await pendingSession();
    if (pending === null) return '/signin?over=1';
    const back = readReturnPath(callbackUrl);
    const again = (refused: string) => withQuery('/signin/second-factor', { callbackUrl: back, refused });
    // Without the codes at hand a lost phone would be a lost account.
    if (kept === undefined) return again('codes-not-kept');
    const set = await setUpAtSignIn(pending.id, code, key, context);
    return set.ok
      ? withQuery(back.replace(/^\/ar(?=\/)/, ''), { done: 'second-factor-set' })
      : again(set.reason);
  },
);
