import type { UserActor } from '@/lib/access/actor';
import type { Role } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { type Refused, type Result, refuse } from '@/lib/result';

/** What one person asks for and another must confirm. */
export type SecondPersonAction = 'restore' | 'lift-redaction' | 'reveal-name' | 'erase';

/**
 * Notes what the first of two people asks for. Asking again replaces the words of one's own request; a
 * second person's asking is refused, since they can confirm, and so is asking without a why.
 */
export async function noteAsked(
  tx: Tx,
  actor: UserActor,
  asked: { action: SecondPersonAction; subjectKey: string; why: string },
): Promise<Result<undefined, Refused>> {
  const { action, subjectKey } = asked;
  const why = asked.why.trim();
  if (why === '') return refuse('why-missing', 'Say why: the second person decides by it.');
  const open = await tx.secondPersonRequest.findFirst({ where: { action, subjectKey, settledAt: null } });
  if (open && open.askedById !== actor.id) {
    return refuse('asked-already', 'Another person asked for it already: you can confirm.');
  }
  if (open) await tx.secondPersonRequest.update({ where: { id: open.id }, data: { why } });
  else await tx.secondPersonRequest.create({ data: { action, subjectKey, askedById: actor.id, why } });
  return { ok: true, value: undefined };
}

/** Who asked for it first, as they are now; refuses when nobody did, or they are no longer here. */
export async function whoAsked(
  context: Context,
  asked: { action: SecondPersonAction; subjectKey: string },
): Promise<Result<{ id: string; first: UserActor }, Refused>> {
  const request = await context.db.secondPersonRequest.findFirst({ where: { ...asked, settledAt: null } });
  if (!request) return refuse('nobody-asked', 'Nobody has asked for it yet.');
  const user = await context.db.user.findUnique({ where: { id: request.askedById } });
  if (!user || user.disabled) return refuse('nobody-asked', 'Whoever asked for it is no longer here.');
  const first: UserActor = { type: 'user', id: user.id, name: user.name, role: user.role as Role };
  return { ok: true, value: { id: request.id, first } };
}

export async function settleAsked(context: Context, id: string): Promise<void> {
  await context.db.secondPersonRequest.update({ where: { id }, data: { settledAt: context.clock() } });
}
