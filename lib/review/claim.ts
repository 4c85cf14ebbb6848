import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { OPEN_STATES } from './rules';
import { lockItem, setClaim } from './store';

/** How long an item is held for whoever claimed it, in milliseconds: then it is anybody's again. */
export const CLAIM_LENGTH = 15 * 60 * 1000;

/**
 * Holds an item for one person, so that two do not read it at once; claiming again extends it. It does
 * not change the item: a decision on what one sees stays possible.
 */
export async function claim(
  actor: UserActor,
  itemId: string,
  context: Context,
): Promise<Result<{ until: Date }, Refused>> {
  const grant = authorize(actor, 'item.claim');
  if (!grant.ok) return grant;
  return inTransaction(context.db, async (tx) => {
    const locked = await lockItem(tx, itemId);
    if (!locked.ok) return locked;
    const item = locked.value;
    const now = context.clock();
    if (!(OPEN_STATES as readonly string[]).includes(item.state)) {
      return refuse('already-decided', `This item is ${item.state} already.`);
    }
    if (item.claimedById !== null && item.claimedById !== actor.id && (item.claimedUntil ?? now) > now) {
      return refuse('claimed-by-another', 'Another curator holds this item just now.');
    }
    const until = new Date(now.getTime() + CLAIM_LENGTH);
    await setClaim(tx, grant.value, item.id, { by: actor.id, until });
    return { ok: true, value: { until } };
  });
}

/** Lets go of an item that one holds oneself; does nothing to another's. */
export async function release(
  actor: UserActor,
  itemId: string,
  context: Context,
): Promise<Result<undefined, Refused>> {
  const grant = authorize(actor, 'item.claim');
  if (!grant.ok) return grant;
  return inTransaction(context.db, async (tx) => {
    const locked = await lockItem(tx, itemId);
    if (!locked.ok) return locked;
    if (locked.value.claimedById === actor.id) await setClaim(tx, grant.value, itemId, null);
    return { ok: true, value: undefined };
  });
}
