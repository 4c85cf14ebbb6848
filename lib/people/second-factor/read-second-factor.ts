import type { UserActor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { countRecoveryCodes, findSecondFactor } from './store';

/** How one's own second factor stands: since when, and how many recovery codes are left; null: none. */
export async function readSecondFactor(
  actor: UserActor,
  context: Context,
): Promise<{ since: Date; codesLeft: number } | null> {
  const [factor, codesLeft] = await Promise.all([
    findSecondFactor(context.db, actor.id),
    countRecoveryCodes(context.db, actor.id),
  ]);
  return factor && { since: factor.enrolledAt, codesLeft };
}
