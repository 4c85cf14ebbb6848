import { z } from 'zod';
import { ROLES } from '@/lib/archive/vocabulary';
import { createUser } from '@/lib/people/create-user';
import { invite } from '@/lib/people/invitation';
import { deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ name: z.string(), role: z.enum(ROLES) }),
  page: () => '/desk/accounts',
  fresh: true,
  run: async ({ name, role }, { actor, context }) => {
    // The generated password is shown to nobody: the invited person chooses their own.
    const made = await createUser(actor, { name, role }, context);
    if (!made.ok) return made;
    const invited = await invite(actor, made.value.name, context);
    return invited.ok ? { ok: true, value: { done: 'user-added' } } : invited;
  },
});
