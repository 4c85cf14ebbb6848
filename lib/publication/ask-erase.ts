import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { erase } from './erase';
import { noteAsked, whoAsked } from './second-person';

/** Asks, as the first of two people, that a testimony be erased. Nothing changes by it: another must confirm. */
export async function askErase(
  actor: UserActor,
  input: { reference: string; why: string },
  context: Context,
): Promise<Result<undefined, Refused>> {
  const grant = authorize(actor, 'testimony.erase');
  if (!grant.ok) return grant;
  const reference = readReference(input.reference);
  return inTransaction(context.db, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM testimony WHERE reference = ${reference} FOR UPDATE`;
    const found = reference === null ? null : await tx.testimony.findUnique({ where: { reference } });
    if (!found) return refuse('no-such-testimony', 'There is no such testimony.');
    return noteAsked(tx, actor, { action: 'erase', subjectKey: found.reference, why: input.why });
  });
}

/**
 * Confirms, as the second of two people, what another asked for, and erases: nobody can undo it. `typed`
 * is the reference as the second person typed it, so that no stray click erases; the request goes with
 * the record. Both must hold the role that may erase at this moment.
 */
export async function confirmErase(
  actor: UserActor,
  input: { reference: string; typed: string; reason: WithdrawalClass },
  list: string,
  context: Context,
): Promise<Result<{ reference: string }, Refused>> {
  const grant = authorize(actor, 'testimony.erase');
  if (!grant.ok) return grant;
  const reference = readReference(input.reference);
  if (reference === null) return refuse('no-such-testimony', 'There is no such testimony.');
  if (readReference(input.typed.trim()) !== reference) {
    return refuse('not-confirmed', 'Type the reference of the record that is to be erased.');
  }
  const asked = await whoAsked(context, { action: 'erase', subjectKey: reference });
  if (!asked.ok) return asked;
  return erase(asked.value.first, { reference, reason: input.reason, second: actor }, list, context);
}
