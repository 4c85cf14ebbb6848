import type { Actor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { withdrawFromQueue } from '@/lib/intake/withdraw-accession';
import { ok, type Refused, type Result } from '@/lib/result';
import { RefusedInside, refusalOf } from './refused-inside';
import { withdrawWithin } from './withdraw';

export interface AccessionWithdrawn {
  slug: string;
  /** Items that no longer wait in the queue. */
  items: number;
  /** References of the testimonies that went off every public surface. */
  testimonies: string[];
}

/**
 * Withdraws a whole accession in one transaction: what waits leaves the queue and what was published is
 * sealed, each with its custody event. The answer to a poisoned file. Kept and reversible like any
 * withdrawal. Refuses an accession that is not there.
 */
export async function withdrawAccession(
  actor: Actor,
  { slug, reason }: { slug: string; reason: WithdrawalClass },
  context: Context,
): Promise<Result<AccessionWithdrawn, Refused>> {
  const clearing = authorize(actor, 'accession.withdraw');
  if (!clearing.ok) return clearing;
  const sealing = authorize(actor, 'testimony.withdraw');
  if (!sealing.ok) return sealing;
  return refusalOf(() =>
    inTransaction(context.db, async (tx) => {
      const cleared = await withdrawFromQueue(tx, actor, clearing.value, slug, context);
      if (!cleared.ok) return cleared;
      for (const reference of cleared.value.published) {
        const sealed = await withdrawWithin(tx, actor, sealing.value, { reference, reason }, context);
        if (!sealed.ok) throw new RefusedInside(sealed);
      }
      return ok({ slug, items: cleared.value.withdrawn, testimonies: cleared.value.published });
    }),
  );
}
