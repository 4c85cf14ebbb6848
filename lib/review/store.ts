import type { Grant } from '@/lib/access/authorize';
import type { RejectionClass, Risk } from '@/lib/archive/vocabulary';
import type { Tx } from '@/lib/db/client';
import type { Prisma, ReviewDecision, StagedItem } from '@/lib/db/generated/client';
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
  const nothing = refuse('no-such-item', 'There is no such item.');
  if (!isItemId(id)) return nothing;
  await tx.$queryRaw`SELECT 1 FROM staged_item WHERE id = ${id}::uuid FOR UPDATE`;
  const item = await tx.stagedItem.findUnique({ where: { id } });
  return item ? { ok: true, value: item } : nothing;
}

/** Ids come in addresses, where anything can stand: the database would take another shape for a bug. */
export function isItemId(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
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

/** Holds an item for somebody until a moment, or (null) for nobody. The version stays: nothing was changed. */
export async function setClaim(
  tx: Tx,
  _grant: Grant<'item.claim'>,
  id: string,
  claim: { by: string; until: Date } | null,
): Promise<void> {
  await tx.stagedItem.update({
    where: { id },
    data: { claimedById: claim?.by ?? null, claimedUntil: claim?.until ?? null },
  });
}

export async function lastDecision(tx: Tx, itemId: string): Promise<ReviewDecision | null> {
  return tx.reviewDecision.findFirst({ where: { itemId }, orderBy: { id: 'desc' } });
}

/**
 * How an item stood before one decision: told by the decisions before it that still counted, and by
 * whether it was changed since the last of them.
 */
export async function stateBefore(
  tx: Tx,
  item: Pick<StagedItem, 'id' | 'proposal'>,
  decisionId: string,
): Promise<{
  state: string;
  stateReason: string | null;
  firstApproverId: string | null;
  minor: boolean | null;
  risk: Risk | null;
}> {
  const earlier = await tx.reviewDecision.findMany({
    where: { itemId: item.id, id: { lt: decisionId } },
    orderBy: { id: 'asc' },
  });
  const counting: ReviewDecision[] = [];
  for (const one of earlier) {
    if (one.decision === 'undo') counting.pop();
    else counting.push(one);
  }
  const marks = markedByRecord(item);
  const last = counting.at(-1);
  const waiting = { state: 'waiting', stateReason: null, firstApproverId: null, ...marks };
  if (!last) return waiting;
  const changedSince = await tx.itemRevision.count({
    where: { itemId: item.id, createdAt: { gt: last.createdAt } },
  });
  if (changedSince > 0) return waiting;
  switch (last.decision) {
    case 'accept':
      return {
        state: 'escalated',
        stateReason: null,
        firstApproverId: last.decidedBy,
        minor: last.minor,
        risk: last.risk as Risk | null,
      };
    case 'return':
      return { ...waiting, state: 'returned', stateReason: last.note };
    case 'escalate':
      return { ...waiting, state: 'escalated', stateReason: last.note };
    default:
      return waiting;
  }
}

/** The marks that the record itself came with, before anybody decided. */
function markedByRecord(item: Pick<StagedItem, 'proposal'>): { minor: boolean | null; risk: null } {
  const minor = (item.proposal as { minor?: unknown } | null)?.minor;
  return { minor: typeof minor === 'boolean' ? minor : null, risk: null };
}

export interface ProposalChange {
  proposal: Prisma.InputJsonObject;
  suggestions: Prisma.InputJsonArray;
  state: string;
  platform: string | null;
  lang: string | null;
  speakerName: string | null;
  minor: boolean | null;
  duplicateKey: string | null;
}

/** Puts a changed proposal in the place of the old one, which is kept as a revision with its why. */
export async function replaceProposal(
  tx: Tx,
  grant: Grant<'item.edit'>,
  item: StagedItem,
  change: ProposalChange,
  why: string,
  now: Date,
): Promise<void> {
  await tx.itemRevision.create({
    data: {
      itemId: item.id,
      version: item.version,
      proposal: item.proposal as Prisma.InputJsonObject,
      changedBy: decider(grant),
      why,
      createdAt: now,
    },
  });
  await tx.stagedItem.update({
    where: { id: item.id },
    data: {
      ...change,
      // Whoever agreed first agreed to other words.
      firstApproverId: null,
      stateReason: null,
      version: item.version + 1,
      updatedAt: now,
    },
  });
}
