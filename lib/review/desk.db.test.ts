import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { acceptItem } from '@/lib/publication/accept-item';
import { decideMany, previewMany } from '@/lib/publication/decide-many';
import { makeActor } from '@/lib/publication/testing/people';
import { stageItem } from '@/lib/publication/testing/stage-item';
import { CLAIM_LENGTH, claim, release } from './claim';
import { decide } from './decide';
import { editProposal } from './edit-proposal';
import { listQueue } from './list-queue';
import { nextItem } from './next-item';
import type { QueueFilter } from './queue-filter';
import { fillQueue } from './testing/fill-queue';
import { undoDecision } from './undo-decision';
import { viewItem } from './view-item';

const MANY = 2_000;
let database: TestDatabase;
let context: TestDatabase['context'];
let archivist: UserActor;
let curator: UserActor;
let other: UserActor;

beforeAll(async () => {
  database = await openTestDatabase();
  context = database.context;
  archivist = await makeActor(context, 'archie', 'archivist');
  curator = await makeActor(context, 'cora', 'curator');
  other = await makeActor(context, 'cyrus', 'curator');
});
afterAll(() => database.close());

let turn = 0;
function stage(more: Record<string, unknown> = {}): Promise<string> {
  turn += 1;
  return stageItem(context, {
    text: `We are still here, evening ${turn}`,
    speaker: 'A resident',
    lang: 'en',
    platform: 'twitter',
    date: '2016-12-14',
    ...more,
  });
}
const ordinary = { basis: 'public-figure', risk: 'ordinary', minor: false } as const;
const ALL: QueueFilter = {
  view: 'waiting',
  accession: null,
  platform: null,
  lang: null,
  person: null,
  risk: null,
  minor: null,
  olderThanDays: null,
};
const row = (id: string) => context.db.stagedItem.findUniqueOrThrow({ where: { id } });
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

describe('editing a proposal', () => {
  it('keeps what was there with who and why, and leaves the original alone', async () => {
    const id = await stage();
    const before = await row(id);
    const edited = await editProposal(
      archivist,
      { itemId: id, version: 1, fields: { speaker: 'Somebody else', lang: 'ar' }, why: 'The post says so' },
      context,
    );
    expect(edited).toMatchObject({ ok: true, value: { version: 2 } });
    const after = await row(id);
    expect(after).toMatchObject({ speakerName: 'Somebody else', lang: 'ar', originalId: before.originalId });
    const view = await viewItem(curator, id, context);
    expect(view.ok && view.value.revisions).toMatchObject([
      { version: 1, proposal: before.proposal, by: 'archie', why: 'The post says so' },
    ]);
    expect(view.ok && view.value.custody.map((one) => one.type)).toContain('edited');
  });

  it('refuses a stale version, no reason, no change, and a record that does not pass', async () => {
    const id = await stage();
    const edit = (version: number, fields: Record<string, unknown>, why = 'because') =>
      editProposal(archivist, { itemId: id, version, fields, why }, context);
    expect(await edit(7, { speaker: 'X' })).toMatchObject({ reason: 'stale-version' });
    expect(await edit(1, { speaker: 'X' }, '  ')).toMatchObject({ reason: 'why-missing' });
    expect(await edit(1, { speaker: 'A resident' })).toMatchObject({ reason: 'nothing-changed' });
    expect(await edit(1, { date: 'last winter' })).toMatchObject({ reason: 'record-invalid' });
    expect(await edit(1, { url: 'javascript:alert(1)' })).toMatchObject({ reason: 'record-invalid' });
    expect((await row(id)).version).toBe(1);
  });

  it('cannot change what a post is called, nor columns that are no field of the record', async () => {
    const id = await stage({ reference: '7kq2m9x4tb' });
    const fields = {
      reference: 'aaaaaaaaaa',
      kind: 'video',
      state: 'accepted',
      minor: null,
      text: 'new words',
    };
    await editProposal(archivist, { itemId: id, version: 1, fields, why: 'a try' }, context);
    const after = await row(id);
    expect(after.state).toBe('waiting');
    expect(after.proposal).toMatchObject({ reference: '7kq2m9x4tb', kind: 'post', text: 'new words' });
    expect(after.proposal).not.toHaveProperty('state');
  });

  it('never takes a minor’s mark away, and makes a first acceptance void', async () => {
    const id = await stage({ minor: true });
    await editProposal(curator, { itemId: id, version: 1, fields: { minor: false }, why: 'a try' }, context);
    const accept = (by: UserActor, version: number) =>
      acceptItem(by, { itemId: id, version, approval: ordinary, requestKey: null }, context);
    expect(await accept(curator, 2)).toMatchObject({ ok: true, value: { outcome: 'awaits-second' } });
    await editProposal(
      curator,
      { itemId: id, version: 3, fields: { text: 'Other words' }, why: 'a try' },
      context,
    );
    expect(await accept(other, 4)).toMatchObject({ ok: true, value: { outcome: 'awaits-second' } });
    expect(await accept(other, 5)).toMatchObject({ reason: 'second-person-needed' });
    expect(await accept(curator, 5)).toMatchObject({ ok: true, value: { outcome: 'published' } });
  });

  it('answers a question: the item waits again', async () => {
    const id = await stage();
    const asked = { decision: 'return', note: 'Which street?' } as const;
    await decide(curator, { itemId: id, version: 1, decision: asked, requestKey: null }, context);
    expect((await row(id)).state).toBe('returned');
    await editProposal(
      archivist,
      { itemId: id, version: 2, fields: { note: 'Ours' }, why: 'answered' },
      context,
    );
    expect((await row(id)).state).toBe('waiting');
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

describe('the queue', () => {
  // How fast it answers where much waits: list-queue.db.test.ts.
  it('shows every waiting item once over its pages', async () => {
    await fillQueue(database.superUrl, MANY);
    const filter: QueueFilter = {
      ...ALL,
      platform: 'youtube',
      lang: 'ar',
      person: 'person 1',
    };
    const seen: string[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const page = await listQueue(curator, filter, after, context);
      if (!page.ok) throw new Error(page.message);
      seen.push(...page.value.rows.map((one) => one.id));
      total = page.value.total;
      after = page.value.next;
    } while (after !== null && seen.length < 1_000);
    expect(new Set(seen).size).toBe(seen.length);
    if (total < 1_000) expect(seen).toHaveLength(total);
  });

  it('takes what somebody types for what it is', async () => {
    for (const person of ['%', '_', "'; DROP TABLE staged_item; --", '\\']) {
      expect(await listQueue(curator, { ...ALL, person }, null, context)).toMatchObject({
        ok: true,
        value: { total: 0 },
      });
    }
  });

  it('leads past what others hold', async () => {
    const [one, two, three] = [
      await stage({ platform: 'bluesky' }),
      await stage({ platform: 'bluesky' }),
      await stage({ platform: 'bluesky' }),
    ];
    const filter = { ...ALL, platform: 'bluesky' };
    await claim(other, two, context);
    expect(await nextItem(curator, filter, one, context)).toBe(three);
    expect(await nextItem(other, filter, one, context)).toBe(two);
    expect(await nextItem(curator, filter, three, context)).toBe(one);
  });
});
