import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { insertDecision, lastDecision, lockItem, moveItem, stateBefore } from './store';

/** How long one's own decision can be taken back, in milliseconds. */
export const UNDO_LENGTH = 10_000;
// A form that was sent within the ten seconds may arrive a little after them.
const ON_THE_WAY = 3_000;

/**
 * Takes back one's own last decision within ten seconds, while nothing of it is public: a return, a
 * rejection, an escalation, or the first acceptance of two. The item waits again as it did before; both
 * the decision and its undoing stay in the history. What is published is withdrawn, never undone here.
 */
export async function undoDecision(
  actor: UserActor,
  itemId: string,
  context: Context,
): Promise<Result<string, Refused>> {
  const grant = authorize(actor, 'item.decide');
  if (!grant.ok) return grant;
  return inTransaction(context.db, async (tx) => {
    const locked = await lockItem(tx, itemId);
    if (!locked.ok) return locked;
    const item = locked.value;
    const last = await lastDecision(tx, itemId);
    const now = context.clock();
    if (!last || last.decision === 'undo' || last.decidedBy !== actor.id) {
      return refuse('nothing-to-undo', 'The last decision here is not yours.');
    }
    if (item.state === 'accepted') {
      return refuse('already-public', 'This is published: withdraw it instead.');
    }
    if (last.itemVersion !== item.version - 1) {
      return refuse('stale-version', 'Something else happened to this item since.');
    }
    if (now.getTime() - last.createdAt.getTime() > UNDO_LENGTH + ON_THE_WAY) {
      return refuse('too-late', 'More than ten seconds have passed: decide anew instead.');
    }
    const before = await stateBefore(tx, item, last.id);
    await moveItem(tx, grant.value, item, before, now);
    await insertDecision(tx, grant.value, item, { decision: 'undo', requestKey: null });
    await recordEvent(
      tx,
      actor,
      {
        type: 'decided',
        subject: { kind: 'item', key: itemId },
        body: { decision: 'undo', of: last.decision },
        public: false,
      },
      context.random,
    );
    return { ok: true, value: before.state };
  });
}
