import type { Context } from '@/lib/context';
import { receiptDigest } from './receipt';

/** What the holder of a receipt may know: how it stands, never who decided or why. */
export type Fate =
  | { kind: 'proposal'; stands: 'waits' | 'not-published' | 'published'; reference: string | null }
  | { kind: 'concern' | 'takedown'; stands: 'waits' | 'acted' | 'declined'; reference: string | null };

/** What became of what was sent in, by its receipt; null for a receipt that was never given. */
export async function lookUpFate(receipt: string, context: Context): Promise<Fate | null> {
  const found = await context.db.outsideMessage.findUnique({
    where: { receipt: receiptDigest(receipt) },
    include: { item: { include: { testimony: { select: { reference: true, state: true } } } } },
  });
  if (!found) return null;
  if (found.kind !== 'proposal') {
    const stands = found.settledAt === null ? 'waits' : found.outcome === 'acted' ? 'acted' : 'declined';
    return { kind: found.kind as 'concern', stands, reference: found.reference };
  }
  const state = found.item?.state;
  const published = found.item?.testimony?.state === 'published';
  if (state === 'accepted' && published) {
    return { kind: 'proposal', stands: 'published', reference: found.item?.testimony?.reference ?? null };
  }
  const over = state === undefined || ['rejected', 'withdrawn', 'accepted'].includes(state);
  return { kind: 'proposal', stands: over ? 'not-published' : 'waits', reference: null };
}
