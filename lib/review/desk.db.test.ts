import { describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { acceptItem } from '@/lib/publication/accept-item';
import { decideMany, previewMany } from '@/lib/publication/decide-many';
import { makeActor } from '@/lib/publication/testing/people';
import { CLAIM_LENGTH, claim, release } from './claim';
import { decide } from './decide';
import { editProposal } from './edit-proposal';
import { openDesk } from './testing/open-desk';
import { undoDecision } from './undo-decision';

const { context, archivist, curator, other, stage, row } = await openDesk();
const ordinary = { basis: 'public-figure', risk: 'ordinary', minor: false } as const;
const reject = (actor: UserActor, itemId: string, version: number) =>
  decide(
    actor,
    {
      itemId,
      version,
      decision: { decision: 'reject', reason: 'out-of-scope', note: null },
      requestKey: null,
    },
    context,
  );

describe('claiming', () => {
  it('keeps an item from others until it runs out', async () => {
    const id = await stage();
    expect(await claim(curator, id, context)).toMatchObject({ ok: true });
    expect(await claim(other, id, context)).toMatchObject({ reason: 'claimed-by-another' });
    expect(await reject(other, id, 1)).toMatchObject({ reason: 'claimed-by-another' });
    await release(other, id, context);
    expect((await row(id)).claimedById).toBe(curator.id);
    const later = { ...context, clock: () => new Date(Date.now() + CLAIM_LENGTH + 1000) };
    expect(await claim(other, id, later)).toMatchObject({ ok: true });
  });

  it('is won by one of twenty who ask at once', async () => {
    const id = await stage();
    const people = await Promise.all(
      Array.from({ length: 20 }, (_, n) => makeActor(context, `claims-${n}`, 'curator')),
    );
    const asked = await Promise.all(people.map((one) => claim(one, id, context)));
    expect(asked.filter((one) => one.ok)).toHaveLength(1);
  });
});

describe('twenty decisions at once', () => {
  it('let one win, and tell the nineteen others', async () => {
    const id = await stage();
    const people = await Promise.all(
      Array.from({ length: 20 }, (_, n) => makeActor(context, `decides-${n}`, 'curator')),
    );
    const outcomes = await Promise.all(
      people.map((one, n) =>
        n % 2 === 0
          ? acceptItem(one, { itemId: id, version: 1, approval: ordinary, requestKey: null }, context)
          : reject(one, id, 1),
      ),
    );
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
    for (const one of outcomes) {
      if (!one.ok) expect(['already-decided', 'stale-version']).toContain(one.reason);
    }
    expect(await context.db.reviewDecision.count({ where: { itemId: id } })).toBe(1);
  });
});

describe('a decision on what has changed since it was on the screen', () => {
  it('is refused, and taken on what it has become', async () => {
    const id = await stage();
    const change = { itemId: id, version: 1, fields: { speaker: 'Somebody else' }, why: 'The post says so' };
    expect(await editProposal(archivist, change, context)).toMatchObject({ ok: true });
    const accept = (version: number) =>
      acceptItem(curator, { itemId: id, version, approval: ordinary, requestKey: null }, context);
    expect(await accept(1)).toMatchObject({ reason: 'stale-version' });
    expect(await reject(curator, id, 1)).toMatchObject({ reason: 'stale-version' });
    expect((await row(id)).state).toBe('waiting');
    expect(await accept(2)).toMatchObject({ ok: true });
  });
});

describe('taking back', () => {
  it('puts a rejected item back as it was, within ten seconds and by the same person alone', async () => {
    const id = await stage();
    await reject(curator, id, 1);
    expect(await undoDecision(other, id, context)).toMatchObject({ reason: 'nothing-to-undo' });
    const late = { ...context, clock: () => new Date(Date.now() + 20_000) };
    expect(await undoDecision(curator, id, late)).toMatchObject({ reason: 'too-late' });
    expect(await undoDecision(curator, id, context)).toMatchObject({ ok: true, value: 'waiting' });
    expect(await undoDecision(curator, id, context)).toMatchObject({ reason: 'nothing-to-undo' });
    const decisions = await context.db.reviewDecision.findMany({
      where: { itemId: id },
      orderBy: { id: 'asc' },
    });
    expect(decisions.map((one) => one.decision)).toEqual(['reject', 'undo']);
  });

  it('gives back who had agreed first, and the marks that they set', async () => {
    const id = await stage({ minor: true });
    await acceptItem(
      curator,
      { itemId: id, version: 1, approval: { ...ordinary, risk: 'elevated' }, requestKey: null },
      context,
    );
    await reject(other, id, 2);
    expect((await row(id)).firstApproverId).toBeNull();
    await undoDecision(other, id, context);
    expect(await row(id)).toMatchObject({
      state: 'escalated',
      firstApproverId: curator.id,
      minor: true,
      risk: 'elevated',
    });
  });

  it('never reaches what is public', async () => {
    const id = await stage();
    await acceptItem(curator, { itemId: id, version: 1, approval: ordinary, requestKey: null }, context);
    expect(await undoDecision(curator, id, context)).toMatchObject({ reason: 'already-public' });
  });
});

describe('deciding about many', () => {
  it('does what the preview said, leaves the exceptions, and does it once', async () => {
    const [plain, child, gone] = [await stage(), await stage({ minor: true }), await stage()];
    await reject(other, gone, 1);
    const decision = { decision: 'accept', approval: ordinary } as const;
    const preview = await previewMany(curator, [plain, child, gone, 'not-an-id'], decision, context);
    if (!preview.ok) throw new Error(preview.message);
    expect(preview.value.map((one) => one.outcome)).toEqual([
      { ok: true, step: 'publish' },
      { ok: true, step: 'await-second' },
      { ok: false, reason: 'already-decided' },
    ]);
    const key = crypto.randomUUID();
    const chosen = preview.value.map(({ id, version }) => ({ id, version }));
    expect(await decideMany(curator, chosen, decision, key, context)).toMatchObject({
      value: { done: 2, left: 1 },
    });
    await decideMany(curator, chosen, decision, key, context);
    expect(await context.db.reviewDecision.count({ where: { itemId: plain } })).toBe(1);
    expect(await row(plain)).toMatchObject({ state: 'accepted' });
    expect(await row(child)).toMatchObject({ state: 'escalated', firstApproverId: curator.id });
    expect(
      await previewMany(
        archivist,
        chosen.map(({ id }) => id),
        decision,
        context,
      ),
    ).toMatchObject({
      reason: 'not-allowed',
    });
  });
});
