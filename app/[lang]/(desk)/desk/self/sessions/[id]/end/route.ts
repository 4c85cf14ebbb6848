import { z } from 'zod';
import { endSession } from '@/lib/people/sessions';
import { type DoorVisit, deskDoor } from '@/lib/web/desk-door';

export const POST = deskDoor({
  form: z.object({}),
  page: () => '/desk/self',
  run: async (_form, { actor, params, context }: DoorVisit<{ id: string }>) => {
    await endSession(actor, params.id, context);
    return { ok: true, value: { done: 'session-ended' } };
  },
});
