import type { Basis, RejectionClass, Risk } from '@/lib/archive/vocabulary';
import { type Result, refuse } from '@/lib/result';

/** What the rules need to know of an item. */
export interface ItemForRules {
  state: string;
  version: number;
  recordKind: string;
  /** The minor's mark that the record came with, or that the first of two people set. */
  minor: boolean | null;
  risk: Risk | null;
  firstApproverId: string | null;
  claimedById: string | null;
  claimedUntil: Date | null;
}

/** What a curator must say to publish. */
export interface Approval {
  basis: Basis;
  risk: Risk;
  /** A minor when speaking: yes, no, or null where it is not known. */
  minor: boolean | null;
}

export type ItemDecision =
  | { decision: 'accept'; approval: Approval }
  | { decision: 'return'; note: string }
  | { decision: 'reject'; reason: RejectionClass; note: string | null }
  | { decision: 'escalate'; note: string };

export type NextStep =
  | { step: 'publish'; reviewedBy: 'one' | 'two'; approval: Approval }
  | { step: 'await-second'; approval: Approval }
  | { step: 'return' | 'escalate'; note: string }
  | { step: 'reject'; reason: RejectionClass; note: string | null };

export type DecisionRefusal =
  | 'already-decided'
  | 'stale-version'
  | 'claimed-by-another'
  | 'second-person-needed'
  | 'question-missing';

/** The states in which an item still waits for somebody. */
export const OPEN_STATES = ['waiting', 'returned', 'escalated'] as const;

/**
 * Decides what a curator's decision does to an item. `seenVersion` is the version on the curator's
 * screen: deciding on words that have changed since is refused. A minor's words and high risk need two
 * people, and the second is never the first; the stricter mark of the two counts, so that a second
 * person cannot publish by unsetting what the first, or the file, had set.
 */
export function decideItem(
  item: ItemForRules,
  decision: ItemDecision,
  by: { id: string },
  seenVersion: number,
  now: Date,
): Result<NextStep, { reason: DecisionRefusal; message: string }> {
  if (!(OPEN_STATES as readonly string[]).includes(item.state)) {
    return refuse('already-decided', `This item is ${item.state} already: look at it again.`);
  }
  if (item.version !== seenVersion) {
    return refuse(
      'stale-version',
      'Somebody changed this item since you opened it: look at it again, then decide.',
    );
  }
  if (
    item.claimedById !== null &&
    item.claimedById !== by.id &&
    item.claimedUntil !== null &&
    item.claimedUntil > now
  ) {
    return refuse('claimed-by-another', 'Another curator holds this item just now.');
  }
  switch (decision.decision) {
    case 'accept':
      return acceptance(item, decision.approval, by);
    case 'reject':
      return { ok: true, value: { step: 'reject', reason: decision.reason, note: decision.note } };
    case 'return':
    case 'escalate':
      if (decision.note.trim() === '') {
        return refuse('question-missing', 'Say what is to be answered: the archivist sees your words.');
      }
      return { ok: true, value: { step: decision.decision, note: decision.note } };
  }
}

function acceptance(
  item: ItemForRules,
  stated: Approval,
  by: { id: string },
): Result<NextStep, { reason: DecisionRefusal; message: string }> {
  const approval = stricter(item, stated);
  if (!needsTwoPeople(approval)) return { ok: true, value: { step: 'publish', reviewedBy: 'one', approval } };
  if (item.firstApproverId === null) return { ok: true, value: { step: 'await-second', approval } };
  if (item.firstApproverId === by.id) {
    return refuse(
      'second-person-needed',
      'You were the first to accept this: the second person must be another.',
    );
  }
  return { ok: true, value: { step: 'publish', reviewedBy: 'two', approval } };
}

/** Whether publishing so needs a second person: a minor's words, or high risk. */
export function needsTwoPeople(approval: Pick<Approval, 'minor' | 'risk'>): boolean {
  return approval.minor === true || approval.risk === 'high';
}

function stricter(item: ItemForRules, stated: Approval): Approval {
  return {
    basis: stated.basis,
    risk: item.risk === 'high' ? 'high' : stated.risk,
    minor: item.minor === true ? true : stated.minor,
  };
}
