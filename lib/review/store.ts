import type { Grant } from '@/lib/access/authorize';
import type { RejectionClass, Risk } from '@/lib/archive/vocabulary';
import type { Tx } from '@/lib/db/client';
import type { StagedItem } from '@/lib/db/generated/client';
import { type Result, refuse } from '@/lib/result';
import type { Approval, ItemForRules } from './rules';

/** The rows of review: items and the decisions about them. */

/**
 * Loads an item and keeps it locked until the transaction ends, so that of two curators who decide at
 * once the second sees what the first did.
 */
export async function lockItem(
  tx: Tx,
  id: string,
): Promise<Result<StagedItem, { reason: 'no-such-item'; message: string }>> {
  await tx.$queryRaw`SELECT 1 FROM staged_item WHERE id = ${id}::uuid FOR UPDATE`;
  const item = await tx.stagedItem.findUnique({ where: { id } });
  return item ? { ok: true, value: item } : refuse('no-such-item', 'There is no such item.');
}

export function forRules(item: StagedItem): ItemForRules {
  return { ...item, risk: item.risk as Risk | null };
}

/** Whether this very form was sent before and acted on: a retry after a dropped connection. */
export async function alreadyRecorded(tx: Tx, requestKey: string | null): Promise<boolean> {
  if (requestKey === null) return false;
  return (await tx.reviewDecision.count({ where: { requestKey } })) > 0;
}

export async function insertDecision(
  tx: Tx,
  grant: Grant<'item.decide'>,
  item: StagedItem,
  decision: {
    decision: string;
    reason?: RejectionClass | null;
    note?: string | null;
    approval?: Approval;
    requestKey: string | null;
  },
): Promise<void> {
  await tx.reviewDecision.create({
    data: {
      itemId: item.id,
      decision: decision.decision,
      reason: decision.reason ?? null,
      note: decision.note ?? null,
      basis: decision.approval?.basis ?? null,
      risk: decision.approval?.risk ?? null,
      minor: decision.approval?.minor ?? null,
      itemVersion: item.version,
      decidedBy: decider(grant),
      requestKey: decision.requestKey,
    },
  });
}

/** Moves an item on, counting its version up so that whoever still looks at the old one is told. */
export async function moveItem(
  tx: Tx,
  _grant: Grant<'item.decide'>,
  item: StagedItem,
  change: {
    state: string;
    stateReason?: string | null;
    minor?: boolean | null;
    risk?: Risk | null;
    firstApproverId?: string | null;
    testimonyId?: string | null;
  },
  now: Date,
): Promise<void> {
  await tx.stagedItem.update({
    where: { id: item.id },
    data: { ...change, version: item.version + 1, claimedById: null, claimedUntil: null, updatedAt: now },
  });
}

function decider(grant: Grant): string {
  return grant.actor.type === 'user' ? grant.actor.id : publicName(grant);
}

function publicName(grant: Grant): string {
  return grant.actor.type === 'system' ? grant.actor.name : 'public';
}
