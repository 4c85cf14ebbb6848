import { z } from 'zod';
import { acceptInvitation } from '@/lib/people/invitation';
import { signInDoor } from '@/lib/web/sign-in-door';

/** Sets the password that an invited person chose, and leads to signing in. */
export const POST = signInDoor(
  z.object({
    username: z.string().max(200),
    token: z.string().max(200),
    password: z.string().max(1_000),
  }),
  async ({ username: name, token, password }, { context, key }) => {
    const set = await acceptInvitation({ name, token, password }, key, context);
    return set.ok
      ? '/signin?welcome=1'
      : `/signin/invitation?${new URLSearchParams({ name, token, refused: set.reason })}`;
  },
);
