import { describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { editProposal } from '@/lib/review/edit-proposal';
import { type AcceptInput, acceptItem } from './accept-item';
import { openCorrection } from './open-correction';
import { protectName } from './protect-name';
import { redact } from './redact';
import { openHouse } from './testing/open-house';
import { withdraw } from './withdraw';

const house = await openHouse({
  anna: 'administrator',
  basim: 'curator',
  archivist: 'archivist',
});
const { database } = house;
const { anna, basim, archivist } = house.people;

const publish = (record: { text: string; [field: string]: unknown }) =>
  house.publish(anna, { speaker: 'A witness', lang: 'en', ...record });
const APPROVAL: AcceptInput['approval'] = { basis: 'consent', risk: 'ordinary', minor: false };

async function correct(reference: string, fields: Record<string, unknown>) {
  const opened = await openCorrection(archivist, { reference }, database.context);
  if (!opened.ok) throw new Error(opened.message);
  const { itemId } = opened.value;
  const { version } = await database.app.stagedItem.findUniqueOrThrow({ where: { id: itemId } });
  const edited = await editProposal(
    archivist,
    { itemId, version, fields, why: 'It was read wrongly.' },
    database.context,
  );
  if (!edited.ok) throw new Error(edited.message);
  return { itemId, version: edited.value.version };
}
const accept = (by: UserActor, item: { itemId: string; version: number }, approval = APPROVAL) =>
  acceptItem(by, { ...item, approval, requestKey: null }, database.context);
const shown = (reference: string) =>
  database.readingPool
    .query('SELECT version, digest, current, form FROM public_form WHERE key = $1 ORDER BY version', [
      reference,
    ])
    .then(({ rows }) => rows);
const person = (slug: string) =>
  database.readingPool
    .query(`SELECT 1 FROM public_form WHERE kind = 'person' AND key = $1`, [slug])
    .then(({ rowCount }) => rowCount);

describe('a correction', () => {
  it('becomes the next version of the testimony, and the older one stays citable by its digest', async () => {
    const reference = await publish({ text: 'It was on Tuesday.', date: '2016-12-12', place: ['Aleppo'] });
    const [before] = await shown(reference);
    const item = await correct(reference, { date: '2016-12-13', context: { en: 'A Tuesday.' } });
    expect(await shown(reference)).toEqual([before]);
    expect(await accept(basim, item)).toMatchObject({ ok: true, value: { outcome: 'published', reference } });
    const [old, now] = await shown(reference);
    expect(old).toEqual({ ...before, current: false });
    expect(now).toMatchObject({ version: 2, current: true });
    expect(now.form).toMatchObject({
      text: 'It was on Tuesday.',
      date: { edtf: '2016-12-13' },
      context: { en: 'A Tuesday.' },
      places: before.form.places,
    });
    expect(await database.app.testimony.count({ where: { text: 'It was on Tuesday.' } })).toBe(1);
    expect(await house.verify()).toMatchObject({ ok: true });
  });

  it('begins with the record as it is, so that nothing is lost by it', async () => {
    const whole = {
      text: 'Every field of it.',
      kind: 'interview',
      translations: [{ lang: 'ar', text: 'كل شيء', by: 'X', machine: true, status: 'reviewed' }],
      tags: ['aleppo'],
      warning: ['death'],
      note: 'private',
      ageStated: '40',
      channel: 'by telephone',
      sources: [{ id: 'The Source', locator: 'p. 3' }],
      platform: 'twitter',
      platformId: '808461429765046272',
      account: 'Somebody',
      url: 'https://example.org/1',
      zone: 'Europe/Paris',
      date: '2016-12-14T10:00',
    };
    const reference = await publish(whole);
    const [before] = await shown(reference);
    const item = await correct(reference, { ageStated: '41' });
    await accept(basim, item);
    const after = (await shown(reference)).at(-1);
    expect(after.form).toEqual({ ...before.form, ageStated: '41', basis: 'consent' });
    const row = await database.app.testimony.findUniqueOrThrow({ where: { reference } });
    expect(row).toMatchObject({ note: 'private', platformId: '808461429765046272' });
  });

  it('is one at a time, is offered to archivists, and not of what is withdrawn', async () => {
    const reference = await publish({ text: 'Once only.' });
    const open = (by: UserActor) => openCorrection(by, { reference }, database.context);
    const first = await open(archivist);
    expect(await open(basim)).toEqual(first);
    await withdraw(anna, { reference, reason: 'legal' }, database.context);
    const other = await openCorrection(basim, { reference }, database.context);
    expect(other).toMatchObject({ reason: 'not-published' });
    const item = await database.app.stagedItem.findFirstOrThrow({
      where: { testimony: { reference }, state: 'waiting' },
    });
    expect(await accept(basim, { itemId: item.id, version: item.version })).toMatchObject({
      reason: 'not-published',
    });
  });

  it('needs two people for a minor’s words, whatever the correction says of the age', async () => {
    const text = 'I am seven.';
    await house.bring(anna, { text, speaker: 'A child', minor: true });
    const { id } = await database.app.stagedItem.findFirstOrThrow({ where: { speakerName: 'A child' } });
    const approval = { ...APPROVAL, minor: true };
    await accept(anna, { itemId: id, version: 1 }, approval);
    const published = await accept(basim, { itemId: id, version: 2 }, approval);
    const reference =
      published.ok && published.value.outcome === 'published' ? published.value.reference! : '';
    const item = await correct(reference, { minor: false, ageStated: '27' });
    expect(await accept(basim, item)).toMatchObject({ value: { outcome: 'awaits-second' } });
    expect(await shown(reference)).toHaveLength(1);
    const again = { itemId: item.itemId, version: item.version + 1 };
    expect(await accept(basim, again)).toMatchObject({ reason: 'second-person-needed' });
    expect(await accept(anna, again)).toMatchObject({ value: { outcome: 'published' } });
    expect((await shown(reference)).at(-1).form).toMatchObject({ minor: true, reviewedBy: 'two' });
  });

  it('takes a wrongly named speaker off the list of people', async () => {
    const reference = await publish({ text: 'Not hers.', speaker: 'Wrong Person' });
    expect(await person('wrong-person')).toBe(1);
    await accept(basim, await correct(reference, { speaker: 'Right Person' }));
    expect(await person('right-person')).toBe(1);
    // The older version is still there to be cited, and says whom it named; the list of people does not.
    expect(await person('wrong-person')).toBe(0);
  });

  it('adds, changes and ends relations to other testimonies', async () => {
    const [one, two] = [await publish({ text: 'First of two.' }), await publish({ text: 'Second of two.' })];
    const relation = { type: 'corroborates', to: two, reason: { en: 'The same hour.' }, source: null };
    const relations = () =>
      database.readingPool
        .query(`SELECT form FROM public_form WHERE kind = 'relation' AND current AND form ->> 'from' = $1`, [
          one,
        ])
        .then(({ rows }) => rows.map(({ form }) => form.reason.en));
    await accept(basim, await correct(one, { relations: [relation] }));
    expect(await relations()).toEqual(['The same hour.']);
    await accept(
      basim,
      await correct(one, { relations: [{ ...relation, reason: { en: 'The same street.' } }] }),
    );
    expect(await relations()).toEqual(['The same street.']);
    await accept(basim, await correct(one, { relations: [] }));
    expect(await relations()).toEqual([]);
    // Correcting the other end must not bring it back.
    await accept(basim, await correct(two, { tags: ['again'] }));
    expect(await relations()).toEqual([]);
  });

  it('cannot tell hidden words or a protected name in a relation’s reason or source, at either end', async () => {
    const one = await publish({ text: 'Relhiddenword was with us.' });
    const two = await publish({ text: 'Another in the same hour.', speaker: 'Relhiddenname' });
    const hide = { field: 'words' as const, words: 'Relhiddenword', reason: 'at-request' as const };
    await redact(anna, { reference: one, ...hide }, database.context);
    await protectName(anna, { reference: two }, database.context);
    const telling = [
      { reason: { en: 'Both tell of relhiddenword.' }, source: null },
      { reason: { en: 'The same hour.' }, source: 'Relhiddenname, a letter' },
    ];
    for (const [from, to] of [
      [one, two],
      [two, one],
    ] as const) {
      for (const said of telling) {
        const relations = [{ type: 'corroborates', to, ...said }];
        expect(await accept(basim, await correct(from, { relations }))).toMatchObject({
          reason: 'still-shown',
          message: expect.stringMatching(/^The relation’s (reason|source) holds words that are hidden/),
        });
      }
      const silent = [{ type: 'corroborates', to, reason: { en: 'The same hour.' }, source: null }];
      expect((await accept(basim, await correct(from, { relations: silent }))).ok).toBe(true);
      expect(
        await accept(basim, await correct(from, { relations: [{ ...silent[0], ...telling[0] }] })),
      ).toMatchObject({ reason: 'still-shown' });
    }
  });

  it('carries a place that was taken out along with its words, and is refused where it touches them', async () => {
    const reference = await publish({ text: 'Placeofhim is safe. Placeofhim sleeps in the cellar.' });
    const place = { part: 'text', start: null, occurrence: 2 };
    const span = { field: 'span' as const, words: 'Placeofhim', reason: 'at-request' as const };
    await redact(anna, { reference, ...span, at: place }, database.context);
    const longer = 'We heard: Placeofhim is quite safe. Placeofhim sleeps in the cellar still.';
    await accept(basim, await correct(reference, { text: longer }));
    expect((await shown(reference)).at(-1).form.text).toBe(
      'We heard: Placeofhim is quite safe. [redacted] sleeps in the cellar still.',
    );
    for (const text of [longer.replace('Placeofhim sleeps', 'Place of him sleeps'), 'All is well.']) {
      expect(await accept(basim, await correct(reference, { text }))).toMatchObject({
        reason: 'redaction-lost',
      });
    }
  });

  it('cannot show what was redacted, neither by other letters nor in another field', async () => {
    const reference = await publish({ text: 'Nameofhim was here.' });
    const opened = await correct(reference, { tags: ['opened-before'] });
    await redact(
      anna,
      { reference, field: 'words', words: 'Nameofhim', reason: 'at-request' },
      database.context,
    );
    expect(await accept(basim, opened)).toMatchObject({ value: { outcome: 'published' } });
    expect((await shown(reference)).at(-1).form.text).toBe('[redacted] was here.');
    const letters = await correct(reference, { text: 'Nameof-him was here.' });
    expect(await accept(basim, letters)).toMatchObject({ reason: 'redaction-lost' });
    const elsewhere = await correct(reference, { text: 'Nameofhim was here.', speaker: 'Nameofhim' });
    expect(await accept(basim, elsewhere)).toMatchObject({ reason: 'still-shown' });
    expect(JSON.stringify(await shown(reference))).not.toContain('Nameofhim');
  });
});
