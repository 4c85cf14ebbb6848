import { beforeAll, describe, expect, it } from 'vitest';
import { acceptItem } from './accept-item';
import { openCollection } from './open-collection';
import { type LinkInput, proposeLink } from './propose-link';
import { openHouse } from './testing/open-house';
import { listLinkable, viewLinked, viewLinks } from './view-links';

const house = await openHouse({ anna: 'administrator', archivist: 'archivist' });
const { database } = house;
const { anna, archivist } = house.people;
let one: string;
let two: string;

beforeAll(async () => {
  const publish = (text: string, more = {}) =>
    house.publish(anna, { speaker: 'A witness', lang: 'en', text, ...more });
  one = await publish('The bridge is hit.', { events: ['The fall'], place: ['Old town'] });
  two = await publish('We saw the bridge.');
});

async function propose(input: Omit<LinkInput, 'why'>) {
  const proposed = await proposeLink(archivist, { ...input, why: 'It is so.' }, database.context);
  if (!proposed.ok) return proposed;
  const { id, version } = await database.app.stagedItem.findUniqueOrThrow({
    where: { id: proposed.value.itemId },
  });
  const approval = { basis: 'consent', risk: 'ordinary', minor: false } as const;
  return acceptItem(anna, { itemId: id, version, approval, requestKey: null }, database.context);
}

async function links(reference: string) {
  const viewed = await viewLinks(archivist, reference, database.context);
  if (!viewed.ok) throw new Error(viewed.message);
  return viewed.value;
}

describe('linking from either side', () => {
  it('relates another testimony to this one, shows it at both, and takes it away again', async () => {
    const link = {
      to: 'testimony',
      type: 'corroborates',
      reference: one,
      reason: 'The same hour.',
      source: null,
    } as const;
    expect(await propose({ reference: two, link, take: 'add' })).toMatchObject({ ok: true });
    expect((await links(one)).incoming).toMatchObject([{ type: 'corroborates', other: { reference: two } }]);
    expect((await links(two)).outgoing).toMatchObject([
      { reason: { en: 'The same hour.' }, other: { reference: one } },
    ]);
    expect(await propose({ reference: two, link, take: 'remove' })).toMatchObject({ ok: true });
    expect((await links(one)).incoming).toEqual([]);
  });

  it.each(['event', 'place'] as const)('names a testimony at the %s, and no more', async (kind) => {
    const listed = await listLinkable(archivist, kind, database.context);
    const slug = (listed.ok && listed.value[0]?.slug) || '';
    const ofIt = async () => {
      const viewed = await viewLinked(archivist, kind, slug, database.context);
      return viewed.ok ? viewed.value.testimonies.map(({ reference }) => reference).sort() : viewed;
    };
    expect(await ofIt()).toEqual([one]);
    expect(await propose({ reference: two, link: { to: kind, slug }, take: 'add' })).toMatchObject({
      ok: true,
    });
    expect(await ofIt()).toEqual([one, two].sort());
    expect(await propose({ reference: two, link: { to: kind, slug }, take: 'remove' })).toMatchObject({
      ok: true,
    });
    expect(await ofIt()).toEqual([one]);
  });

  it('puts a testimony into a collection once, and takes it out', async () => {
    const begun = await openCollection(archivist, { name: { en: 'Bridges' } }, database.context);
    if (!begun.ok) throw new Error(begun.message);
    const approval = { basis: 'consent', risk: 'ordinary', minor: false } as const;
    const whole = { itemId: begun.value.itemId, version: 1, approval, requestKey: null };
    expect((await acceptItem(anna, whole, database.context)).ok).toBe(true);
    const link = { to: 'collection', slug: 'bridges' } as const;
    expect(await propose({ reference: one, link, take: 'add' })).toMatchObject({ ok: true });
    expect((await links(one)).collections).toMatchObject([{ slug: 'bridges' }]);
    expect(await propose({ reference: one, link, take: 'add' })).toMatchObject({ reason: 'nothing-changed' });
    expect(await propose({ reference: one, link, take: 'remove' })).toMatchObject({ ok: true });
    expect((await links(one)).collections).toEqual([]);
  });

  it('refuses what is not there, itself, and a change without a why', async () => {
    const link = { to: 'testimony', type: 'repeats', reference: one, reason: 'x', source: null } as const;
    const none = { ...link, reference: '0000000000' };
    expect(await propose({ reference: two, link: none, take: 'add' })).toMatchObject({
      reason: 'no-such-testimony',
    });
    expect(await propose({ reference: 'zzz', link, take: 'add' })).toMatchObject({
      reason: 'no-such-testimony',
    });
    expect(await propose({ reference: one, link, take: 'add' })).toMatchObject({
      reason: 'relation-to-itself',
    });
    const silent = { reference: two, link, take: 'add', why: ' ' } as const;
    expect(await proposeLink(archivist, silent, database.context)).toMatchObject({ reason: 'why-missing' });
    const link2 = { to: 'collection', slug: 'nowhere' } as const;
    expect(await propose({ reference: one, link: link2, take: 'add' })).toMatchObject({
      reason: 'no-such-collection',
    });
  });
});
