import { describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { verifyBundle } from '@/lib/custody/offline-verifier.mjs';
import { editProposal } from '@/lib/review/edit-proposal';
import { acceptItem } from './accept-item';
import { listCollections, openCollection } from './open-collection';
import { redact } from './redact';
import { openHouse } from './testing/open-house';
import { withdrawCollection } from './withdraw-collection';

const house = await openHouse({ curator: 'curator', archivist: 'archivist' });
const { database } = house;
const { curator, archivist } = house.people;

const begin = (input: Parameters<typeof openCollection>[1]) =>
  openCollection(archivist, input, database.context);
async function write(itemId: string, fields: Record<string, unknown>): Promise<number> {
  const { version } = await database.app.stagedItem.findUniqueOrThrow({ where: { id: itemId } });
  const edited = await editProposal(
    archivist,
    { itemId, version, fields, why: 'Written.' },
    database.context,
  );
  if (!edited.ok) throw new Error(edited.message);
  return edited.value.version;
}
const accept = (itemId: string, version: number) =>
  acceptItem(
    curator,
    { itemId, version, approval: { basis: 'consent', risk: 'ordinary', minor: null }, requestKey: null },
    database.context,
  );
const shown = async () => {
  const { rows } = await database.readingPool.query(
    `SELECT key, form FROM public_form WHERE kind = 'collection' AND current ORDER BY key`,
  );
  return rows;
};

describe('a collection', () => {
  it('is begun by an archivist, written as rows, and published by a curator alone', async () => {
    const reference = await house.publish(curator, { text: 'One of the essay.', speaker: 'S' });
    const begun = await begin({ name: { en: 'The last days', ar: 'الأيام الأخيرة' } });
    if (!begun.ok) throw new Error(begun.message);
    const { itemId } = begun.value;
    const items = [{ words: { en: 'It begins.' } }, { reference }, { words: { ar: 'وينتهي.' } }];
    const version = await write(itemId, { items });
    expect(await shown()).toEqual([]);
    expect(await listCollections(archivist, database.context)).toEqual({
      ok: true,
      value: [
        {
          slug: 'the-last-days',
          name: { en: 'The last days', ar: 'الأيام الأخيرة' },
          parts: 3,
          itemId,
          published: false,
        },
      ],
    });
    expect(await accept(itemId, version)).toMatchObject({ ok: true });
    expect(await shown()).toMatchObject([{ key: 'the-last-days', form: { items } }]);
  });

  it('is changed as its next version, one at a time, with nothing of it lost', async () => {
    const [before] = await shown();
    const [one, two] = [await begin({ slug: 'the-last-days' }), await begin({ slug: 'the-last-days' })];
    expect(two).toEqual(one);
    if (!one.ok) throw new Error(one.message);
    const version = await write(one.value.itemId, { about: { en: 'What was said.' } });
    await accept(one.value.itemId, version);
    expect((await shown())[0].form).toEqual({ ...before.form, about: { en: 'What was said.' } });
  });

  it('is withdrawn by a curator alone, and comes back by a decision, as its next version; the ledger verifies', async () => {
    const input = { slug: 'the-last-days', reason: 'correction' } as const;
    const withdrawing = (by: UserActor) => withdrawCollection(by, input, database.context);
    expect(await withdrawing(archivist)).toMatchObject({ reason: 'not-allowed' });
    expect(await withdrawing(curator)).toMatchObject({ ok: true });
    expect(await withdrawing(curator)).toMatchObject({ reason: 'not-published' });
    expect(await shown()).toEqual([]);
    expect(await listCollections(archivist, database.context)).toMatchObject({
      value: [{ slug: 'the-last-days', published: false, itemId: null }],
    });
    expect(await house.verify()).toMatchObject({ ok: true });
    const again = await begin({ slug: 'the-last-days' });
    if (!again.ok) throw new Error(again.message);
    expect(await accept(again.value.itemId, 1)).toMatchObject({ ok: true });
    expect(await shown()).toMatchObject([{ key: 'the-last-days' }]);
    expect(await house.verify()).toMatchObject({ ok: true });
    expect(verifyBundle(await house.exportBag('bag'))).toMatchObject({ ok: true });
  });

  it('cannot be published with a record that never was, nor begun without a name', async () => {
    const begun = await begin({ name: { en: 'Of nothing' } });
    if (!begun.ok) throw new Error(begun.message);
    const version = await write(begun.value.itemId, { items: [{ reference: '0000000000' }] });
    expect(await accept(begun.value.itemId, version)).toMatchObject({ reason: 'unknown-name' });
    expect(await begin({ name: {} })).toMatchObject({ reason: 'name-missing' });
    expect(await begin({ slug: 'never' })).toMatchObject({ reason: 'no-such-collection' });
  });

  it('tells no words that were taken out of a testimony in it, whichever came first', async () => {
    const record = { text: 'Nightingale told me of the bridge.', speaker: 'S' };
    const reference = await house.publish(curator, record);
    const hide = (words: string) =>
      redact(curator, { reference, field: 'words', words, reason: 'at-request' }, database.context);
    const begun = await begin({ name: { en: 'Of one night' } });
    if (!begun.ok) throw new Error(begun.message);
    const { itemId } = begun.value;
    const essay = (words: string) => ({ items: [{ words: { en: words } }, { reference }] });
    const before = await accept(itemId, await write(itemId, essay('It was at the bridge.')));
    expect(before).toMatchObject({ ok: true });
    expect(await hide('bridge')).toMatchObject({
      reason: 'still-shown',
      message: expect.stringContaining('“of-one-night”'),
    });
    expect(await hide('Nightingale')).toMatchObject({ ok: true });

    const again = await begin({ slug: 'of-one-night' });
    if (!again.ok) throw new Error(again.message);
    const told = await write(again.value.itemId, essay('So NIGHTINGALE said.'));
    expect(await accept(again.value.itemId, told)).toMatchObject({ reason: 'still-shown' });
    expect(JSON.stringify(await shown())).not.toMatch(/nightingale/i);
    const mended = await write(again.value.itemId, essay('So one said.'));
    expect(await accept(again.value.itemId, mended)).toMatchObject({ ok: true });
    expect(await hide('bridge')).toMatchObject({ ok: true });
  });
});
