import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { decideItem, type ItemDecision } from './rules';
import { alreadyRecorded, forRules, insertDecision, lockItem, moveItem } from './store';

export interface DecideInput {
  itemId: string;
  /** The version on the curator's screen. */
  version: number;
  decision: Exclude<ItemDecision, { decision: 'accept' }>;
  /** Made by the form, so that sending it again does not decide twice. */
  requestKey: string | null;
}

const STATE_AFTER = { return: 'returned', reject: 'rejected', escalate: 'escalated' } as const;

/**
 * Returns, rejects or escalates an item: its state, the decision and the custody event, in one
 * transaction. Accepting is `publication/accept-item.ts`, because it publishes. Gives the item's new
 * state; sending the same request again gives it without deciding twice.
 */
export async function decide(
  actor: UserActor,
  input: DecideInput,
  context: Context,
): Promise<Result<string, Refused>> {
  const grant = authorize(actor, 'item.decide');
  if (!grant.ok) return grant;
  return inTransaction(context.db, async (tx) => {
    const locked = await lockItem(tx, input.itemId);
    if (!locked.ok) return locked;
    const item = locked.value;
    if (await alreadyRecorded(tx, input.requestKey)) return { ok: true, value: item.state };

    const now = context.clock();
    const next = decideItem(forRules(item), input.decision, actor, input.version, now);
    if (!next.ok) return next;
    if (next.value.step === 'publish' || next.value.step === 'await-second') {
      return refuse('wrong-use-case', 'Accepting is done by acceptItem.');
    }
    const state = STATE_AFTER[next.value.step];
    const reason = next.value.step === 'reject' ? next.value.reason : null;
    await moveItem(
      tx,
      grant.value,
      item,
      { state, stateReason: reason ?? next.value.note, firstApproverId: null },
      now,
    );
    await insertDecision(tx, grant.value, item, {
      decision: input.decision.decision,
      reason,
      note: next.value.note,
      requestKey: input.requestKey,
    });
    await recordEvent(
      tx,
      actor,
      {
        type: 'decided',
        subject: { kind: 'item', key: item.id },
        body: { decision: input.decision.decision, ...(reason && { reason }) },
        public: false,
      },
      context.random,
    );
    return { ok: true, value: state };
  });
}
