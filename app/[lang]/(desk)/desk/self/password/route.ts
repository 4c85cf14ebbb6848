import { z } from 'zod';
import { changeOwnPassword } from '@/lib/people/change-own-password';
import { deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({ old: z.string().max(1_000), fresh: z.string().max(1_000) }),
  page: () => '/desk/self',
  keepsDraft: false,
  run: async (passwords, { session, context }) => {
    const changed = await changeOwnPassword(session, passwords, context);
    return changed.ok ? { ok: true, value: { done: 'password-changed' } } : changed;
  },
});
