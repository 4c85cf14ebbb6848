import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASES, REJECTION_CLASSES, RISKS } from '@/lib/archive/vocabulary';
import { decideItem, type ItemDecision, type ItemForRules, needsTwoPeople } from './rules';

const NOW = new Date('2016-12-14T12:00:00Z');
const open: ItemForRules = {
  state: 'waiting',
  version: 1,
  recordKind: 'testimony',
  minor: null,
  risk: null,
  firstApproverId: null,
  claimedById: null,
  claimedUntil: null,
};
const accept: ItemDecision = {
  decision: 'accept',
  approval: { basis: 'public-figure', risk: 'ordinary', minor: false },
};

const anyItem = fc.record({
  state: fc.constantFrom(
    'waiting',
    'returned',
    'escalated',
    'accepted',
    'rejected',
    'quarantined',
    'withdrawn',
  ),
  version: fc.integer({ min: 1, max: 3 }),
  recordKind: fc.constant('testimony'),
  minor: fc.option(fc.boolean(), { nil: null }),
  risk: fc.option(fc.constantFrom(...RISKS), { nil: null }),
  firstApproverId: fc.option(fc.constantFrom('anna', 'basim'), { nil: null }),
  claimedById: fc.option(fc.constantFrom('anna', 'basim'), { nil: null }),
  claimedUntil: fc.option(fc.constantFrom(new Date(+NOW - 1), new Date(+NOW + 60_000)), { nil: null }),
});
const anyAcceptance = fc.record({
  decision: fc.constant('accept' as const),
  approval: fc.record({
    basis: fc.constantFrom(...BASES),
    risk: fc.constantFrom(...RISKS),
    minor: fc.option(fc.boolean(), { nil: null }),
  }),
});

describe('deciding', () => {
  it('publishes an ordinary item on one person’s word', () => {
    expect(decideItem(open, accept, { id: 'anna' }, 1, NOW)).toMatchObject({
      ok: true,
      value: { step: 'publish', reviewedBy: 'one' },
    });
  });

  it('never publishes a minor’s words or high risk on one person’s word, whatever came before', () => {
    fc.assert(
      fc.property(anyItem, anyAcceptance, fc.constantFrom('anna', 'basim'), (item, decision, by) => {
        const result = decideItem(item, decision, { id: by }, item.version, NOW);
        if (!result.ok || result.value.step !== 'publish') return;
        const strict = needsTwoPeople(decision.approval) || item.minor === true || item.risk === 'high';
        if (strict) {
          expect(result.value.reviewedBy).toBe('two');
          expect(item.firstApproverId).not.toBeNull();
          expect(item.firstApproverId).not.toBe(by);
        }
        expect(result.value.approval.minor === true || item.minor !== true).toBe(true);
      }),
    );
  });

  it('never acts on an item that is decided, changed, or held by another', () => {
    fc.assert(
      fc.property(anyItem, anyAcceptance, fc.integer({ min: 1, max: 3 }), (item, decision, seen) => {
        const result = decideItem(item, decision, { id: 'anna' }, seen, NOW);
        if (!result.ok) return;
        expect(['waiting', 'returned', 'escalated']).toContain(item.state);
        expect(item.version).toBe(seen);
        const held = item.claimedById === 'basim' && item.claimedUntil !== null && item.claimedUntil > NOW;
        expect(held).toBe(false);
      }),
    );
  });

  it('takes every class of rejection, and no return without a question', () => {
    for (const reason of REJECTION_CLASSES) {
      const result = decideItem(open, { decision: 'reject', reason, note: null }, { id: 'anna' }, 1, NOW);
      expect(result).toMatchObject({ ok: true, value: { step: 'reject', reason } });
    }
    expect(decideItem(open, { decision: 'return', note: '  ' }, { id: 'anna' }, 1, NOW)).toMatchObject({
      reason: 'question-missing',
    });
  });
});
