import { describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { acceptItem } from '@/lib/publication/accept-item';
import { decide } from './decide';
import { editProposal } from './edit-proposal';
import { openDesk } from './testing/open-desk';
import { viewItem } from './view-item';

const { context, archivist, curator, other, stage, row } = await openDesk();
const ordinary = { basis: 'public-figure', risk: 'ordinary', minor: false } as const;

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
