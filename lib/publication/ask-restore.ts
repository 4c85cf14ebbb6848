import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { restore } from './restore';
import { noteAsked, settleAsked, whoAsked } from './second-person';

/**
 * Asks, as the first of two people, that a withdrawal be undone. Nothing changes by it: another must
 * confirm.
 */
export async function askRestore(
  actor: UserActor,
  input: { reference: string; why: string },
  context: Context,
): Promise<Result<undefined, Refused>> {
  const grant = authorize(actor, 'testimony.restore');
  if (!grant.ok) return grant;
  const reference = readReference(input.reference);
  return inTransaction(context.db, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM testimony WHERE reference = ${reference} FOR UPDATE`;
    const found = reference === null ? null : await tx.testimony.findUnique({ where: { reference } });
    if (found?.state !== 'withdrawn') return refuse('not-withdrawn', 'There is no such withdrawn testimony.');
    return noteAsked(tx, actor, { action: 'restore', subjectKey: found.reference, why: input.why });
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
  if (reference === null) return refuse('nobody-asked', 'Nobody has asked for it yet.');
  const asked = await whoAsked(context, { action: 'restore', subjectKey: reference });
  if (!asked.ok) return asked;
  const restored = await restore(asked.value.first, { reference, second: actor }, context);
  if (restored.ok) await settleAsked(context, asked.value.id);
  return restored;
}
