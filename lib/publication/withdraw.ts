import type { Actor } from '@/lib/access/actor';
import { authorize, type Grant } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { relationKeys } from './relation-keys';
import { sealForms } from './shelf';
import { namedBy, sealUnnamed } from './unnamed-authorities';

/**
 * Takes a testimony off every public surface in one transaction: its public forms and relations are
 * sealed, people and places that only it named go with it, and a tombstone with a public class and a
 * day stays. Everything is kept; two people can undo it (`restore.ts`). Never capped and needing one
 * person alone: a witness in danger must not wait.
 */
export async function withdraw(
  actor: Actor,
  input: { reference: string; reason: WithdrawalClass },
  context: Context,
): Promise<Result<{ reference: string }, Refused>> {
  const grant = authorize(actor, 'testimony.withdraw');
  if (!grant.ok) return grant;
  const reference = readReference(input.reference);
  if (reference === null) return refuse('bad-reference', `“${input.reference}” is not a reference.`);
  return inTransaction(context.db, (tx) =>
    withdrawWithin(tx, actor, grant.value, { reference, reason: input.reason }, context),
  );
}

/** The same, within a transaction that withdraws more (an accession whole). */
export async function withdrawWithin(
  tx: Tx,
  actor: Actor,
  grant: Grant<'testimony.withdraw'>,
  { reference, reason }: { reference: string; reason: WithdrawalClass },
  context: Context,
): Promise<Result<{ reference: string }, Refused>> {
  await tx.$queryRaw`SELECT 1 FROM testimony WHERE reference = ${reference} FOR UPDATE`;
  const testimony = await tx.testimony.findUnique({ where: { reference } });
  if (!testimony) return refuse('no-such-testimony', `There is no testimony ${reference}.`);
  if (testimony.state !== 'published') {
    return refuse('already-withdrawn', `The testimony ${reference} is ${testimony.state} already.`);
  }
  const now = context.clock();
  await tx.testimony.update({
    where: { reference },
    data: { state: 'withdrawn', stateReason: reason, updatedAt: now },
  });
  await sealForms(tx, grant, 'testimony', [reference], true);
  await sealForms(tx, grant, 'relation', await relationKeys(tx, testimony.id), true);
  await sealUnnamed(tx, grant, await namedBy(tx, testimony.id));
  await tx.tombstone.upsert({
    where: { reference },
    create: { reference, reasonClass: reason, state: 'withdrawn', day: now },
    update: { reasonClass: reason, state: 'withdrawn', day: now },
  });
  await recordEvent(
    tx,
    actor,
    { type: 'withdrawn', subject: { kind: 'testimony', key: reference }, body: { reason }, public: true },
    context.random,
  );
  return { ok: true, value: { reference } };
}
