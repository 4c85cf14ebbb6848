import { type Actor, publicRole, type UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { type EraseGrant, type EraseTarget, eraseRows, findTarget } from './erase-rows';
import { noteErasure } from './erasure-list';
import { standInLine } from './reversals';

/** Erasures of all people together in one hour, at the most: a stolen account must not empty the archive. */
const ERASURES_AN_HOUR = 10;

export interface EraseInput {
  reference: string;
  reason: WithdrawalClass;
  /** The second of the two people; never the first. */
  second: UserActor;
}

/**
 * Destroys a testimony: its words in every table, its archived bytes, the people and places that only
 * it named, and the salts, without which the ledger's commitments say nothing. What stays is the
 * tombstone (class and day) and the entries that tell that something was published and erased; the log
 * verifies as before. `list` is the file of erasures that a restored backup is held against. Needs two
 * people of whom both may erase; nobody can undo it.
 */
export async function erase(
  actor: Actor,
  input: EraseInput,
  list: string,
  context: Context,
): Promise<Result<{ reference: string; originals: number }, Refused>> {
  const grant = authorize(actor, 'testimony.erase');
  if (!grant.ok) return grant;
  const seconded = authorize(input.second, 'testimony.erase');
  if (!seconded.ok) return seconded;
  if (actor.type !== 'user' || actor.id === input.second.id) {
    return refuse('second-person-needed', 'Erasing needs two people: the second must be another.');
  }
  const reference = readReference(input.reference);
  if (reference === null) return refuse('bad-reference', `“${input.reference}” is not a reference.`);
  return inTransaction(context.db, async (tx) => {
    await standInLine(tx);
    await tx.$queryRaw`SELECT 1 FROM testimony WHERE reference = ${reference} FOR UPDATE`;
    const held = await tx.testimony.count({ where: { reference } });
    if (held === 0) return refuse('no-such-testimony', `There is no testimony ${reference} to erase.`);
    const since = new Date(context.clock().getTime() - 3_600_000);
    const recent = await tx.custodyEvent.count({ where: { type: 'erased', createdAt: { gt: since } } });
    if (recent >= ERASURES_AN_HOUR) {
      return refuse('too-many', `No more than ${ERASURES_AN_HOUR} records are erased in an hour.`);
    }
    const target = await findTarget(tx, { reference, items: [], originals: [] });
    await eraseTarget(tx, actor, grant.value, target, input.reason, context);
    // Last, and before the commit: a backup restored tomorrow must know of it whatever happens now.
    await noteErasure(list, { ...target, reason: input.reason });
    return { ok: true, value: { reference, originals: target.originals.length } };
  });
}

/** The erasing itself, in the caller's transaction: rows, event, then salts and bytes. */
export async function eraseTarget(
  tx: Tx,
  actor: Actor,
  grant: EraseGrant,
  target: EraseTarget,
  reason: WithdrawalClass,
  context: Context,
): Promise<void> {
  const { reference, items, originals } = target;
  const keys = await eraseRows(tx, grant, target);
  const gone = { reasonClass: reason, state: 'erased', day: context.clock() };
  await tx.tombstone.upsert({ where: { reference }, create: { reference, ...gone }, update: gone });
  const salts = await tx.commitmentSalt.count({
    where: { salt: { not: null }, subjectKey: { in: [reference, ...keys, ...items, ...originals] } },
  });
  // The verifier holds the number of destroyed salts against what the erasures say that they destroyed.
  const body = { reason, salts, ...(publicRole(actor) === 'worker' ? { replayed: true } : { people: 2 }) };
  const event = {
    type: 'erased',
    subject: { kind: 'testimony', key: reference },
    body,
    public: true,
  } as const;
  await recordEvent(tx, actor, event, context.random);
  const [{ destroyed }] = await tx.$queryRaw<[{ destroyed: number }]>`
    SELECT erase_committed(${reference}, ${keys}::text[], ${items}::uuid[], ${originals}::uuid[]) AS destroyed`;
  if (destroyed !== salts) throw new Error(`${destroyed} salts were destroyed where ${salts} were counted`);
}
