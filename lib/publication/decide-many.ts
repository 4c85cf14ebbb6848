import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import type { Refused, Result } from '@/lib/result';
import { decide } from '@/lib/review/decide';
import { decideItem, type ItemDecision, type NextStep } from '@/lib/review/rules';
import { forRules, isItemId } from '@/lib/review/store';
import { acceptItem } from './accept-item';

/** One item of many, at the version that the curator saw. */
export interface Chosen {
  id: string;
  version: number;
}
export interface Foreseen extends Chosen {
  text: string;
  speaker: string | null;
  lang: string | null;
  /** What the decision would do, or why it would not. */
  outcome: { ok: true; step: NextStep['step'] } | { ok: false; reason: string };
}

/**
 * What one decision would do to each of many items, by the rules themselves and without doing it. Items
 * that are not there are left out.
 */
export async function previewMany(
  actor: UserActor,
  ids: readonly string[],
  decision: ItemDecision,
  context: Context,
): Promise<Result<Foreseen[], Refused>> {
  const grant = authorize(actor, 'item.decide');
  if (!grant.ok) return grant;
  const items = await context.db.stagedItem.findMany({
    where: { id: { in: ids.filter(isItemId) } },
    orderBy: { id: 'asc' },
  });
  const now = context.clock();
  return {
    ok: true,
    value: items.map((item) => {
      const next = decideItem(forRules(item), decision, actor, item.version, now);
      const words = (item.proposal as { text?: unknown } | null)?.text;
      return {
        id: item.id,
        version: item.version,
        text: typeof words === 'string' ? words : item.recordKind,
        speaker: item.speakerName,
        lang: item.lang,
        outcome: next.ok ? { ok: true, step: next.value.step } : { ok: false, reason: next.reason },
      };
    }),
  };
}

/**
 * Decides about many items, each in its own transaction and by the same use cases as one: what is
 * refused is left as it is and the others are done. `requestKey` makes sending it twice decide once.
 */
export async function decideMany(
  actor: UserActor,
  chosen: readonly Chosen[],
  decision: ItemDecision,
  requestKey: string,
  context: Context,
): Promise<Result<{ done: number; left: number }, Refused>> {
  const grant = authorize(actor, 'item.decide');
  if (!grant.ok) return grant;
  let done = 0;
  for (const { id, version } of chosen) {
    const key = `${requestKey}/${id}`;
    const outcome =
      decision.decision === 'accept'
        ? await acceptItem(
            actor,
            { itemId: id, version, approval: decision.approval, requestKey: key },
            context,
          )
        : await decide(actor, { itemId: id, version, decision, requestKey: key }, context);
    if (outcome.ok) done += 1;
  }
  return { ok: true, value: { done, left: chosen.length - done } };
}
