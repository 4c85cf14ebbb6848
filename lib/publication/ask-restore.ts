import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { restore } from './restore';

/**
 * Asks, as the first of two people, that a withdrawal be undone. Nothing changes by it: another must
 * confirm. Asking again replaces the words of one's own request; a second person's asking is refused,
 * since they can confirm.
 */
export async function askRestore(
  actor: UserActor,
  input: { reference: string; why: string },
  context: Context,
): Promise<Result<undefined, Refused>> {
  const grant = authorize(actor, 'testimony.restore');
  if (!grant.ok) return grant;
  const reference = readReference(input.reference);
  const why = input.why.trim();
  if (why === '') return refuse('why-missing', 'Say why it should be published again.');
  return inTransaction(context.db, async (tx) => {
    const found = reference === null ? null : await tx.testimony.findUnique({ where: { reference } });
    if (found?.state !== 'withdrawn') {
      return refuse('not-withdrawn', 'There is no such withdrawn testimony.');
    }
    await tx.$executeRaw`SELECT 1 FROM testimony WHERE reference = ${found.reference} FOR UPDATE`;
    const open = await tx.secondPersonRequest.findFirst({
      where: { action: 'restore', subjectKey: found.reference, settledAt: null },
    });
    if (open && open.askedById !== actor.id) {
      return refuse('asked-already', 'Another person asked for it already: you can confirm.');
    }
    if (open) await tx.secondPersonRequest.update({ where: { id: open.id }, data: { why } });
    else {
      await tx.secondPersonRequest.create({
        data: { action: 'restore', subjectKey: found.reference, askedById: actor.id, why },
      });
    }
    return { ok: true, value: undefined };
  });
}

/**
 * Confirms, as the second of two people, what another asked for: the withdrawal is undone. Both must
 * hold the role that may restore at this moment, whatever they held when it was asked.
 */
export async function confirmRestore(
  actor: UserActor,
  input: { reference: string },
  context: Context,
): Promise<Result<{ reference: string }, Refused>> {
  const grant = authorize(actor, 'testimony.restore');
  if (!grant.ok) return grant;
  const reference = readReference(input.reference);
  const request =
    reference &&
    (await context.db.secondPersonRequest.findFirst({
      where: { action: 'restore', subjectKey: reference, settledAt: null },
    }));
  if (!request) return refuse('nobody-asked', 'Nobody has asked for it yet.');
  const first = await context.db.user.findUnique({ where: { id: request.askedById } });
  if (!first || first.disabled) return refuse('nobody-asked', 'Whoever asked for it is no longer here.');
  const asker: UserActor = {
    type: 'user',
    id: first.id,
    name: first.name,
    role: first.role as UserActor['role'],
  };
  const restored = await restore(asker, { reference: request.subjectKey, second: actor }, context);
  if (restored.ok) {
    await context.db.secondPersonRequest.update({
      where: { id: request.id },
      data: { settledAt: context.clock() },
    });
  }
  return restored;
}
