import { describe, expect, it } from 'vitest';
import { verifyBundle } from '@/lib/custody/offline-verifier.mjs';
import { askLift, confirmLift } from './lift-redaction';
import { redact } from './redact';
import { restore } from './restore';
import { openHouse } from './testing/open-house';
import { allThatReadersSee, formsOf } from './testing/readers-view';
import { withdraw } from './withdraw';

const house = await openHouse({
  anna: 'administrator',
  basim: 'administrator',
  archivist: 'archivist',
});
const { database } = house;
const { anna, basim, archivist } = house.people;

const publish = (record: { text: string; [field: string]: unknown }) =>
  house.publish(anna, { speaker: 'A witness', lang: 'en', date: '2016-12-14', ...record });

describe('redacting', () => {
  it('takes words out of all that readers can get, older versions and their digests with them', async () => {
    const reference = await publish({
      text: 'Zuhairsecret hides with us.',
      translations: [{ lang: 'ar', text: 'Zuhairsecret معنا' }],
      context: 'Said of Zuhairsecret.',
      tags: ['Zuhairsecret'],
      url: 'https://example.org/zuhairsecret',
    });
    const [before] = await formsOf(database, reference);
    expect(await allThatReadersSee(database)).toContain('Zuhairsecret');
    const done = await redact(
      anna,
      { reference, field: 'words', words: 'zuhairsecret', reason: 'at-request' },
      database.context,
    );
    expect(done).toMatchObject({ ok: true });
    const seen = await allThatReadersSee(database);
    expect(seen.toLowerCase()).not.toContain('zuhairsecret');
    expect(seen).not.toContain(before!.digest);
    const [old, now] = await formsOf(database, reference);
    expect(old).toMatchObject({ sealed: true, outdated: true, current: false });
    expect(now).toMatchObject({ sealed: false, version: 2, current: true });
    expect(now!.form).toMatchObject({
      text: '[redacted] hides with us.',
      context: { en: 'Said of [redacted].' },
      redacted: [{ field: 'words', reason: 'at-request' }],
    });
    // The archive itself keeps what was said.
    expect((await database.app.testimony.findUniqueOrThrow({ where: { reference } })).text).toContain(
      'Zuhairsecret',
    );
  });

  it('takes words out at one place of one text alone, for every reader, older versions with them', async () => {
    const reference = await publish({
      text: 'Spansecret was here. Then Spansecret left.',
      context: 'About Spansecret.',
    });
    const [before] = await formsOf(database, reference);
    const input = { reference, field: 'span' as const, words: 'Spansecret', reason: 'legal' as const };
    const at = (occurrence: number | null, part = 'text') => ({ part, start: null, occurrence });
    expect(await redact(anna, { ...input, at: at(null) }, database.context)).toMatchObject({
      reason: 'no-such-place',
      message: expect.stringContaining('2 times'),
    });
    for (const no of [at(3), at(1, 'translation.ar'), at(1, '')]) {
      expect((await redact(anna, { ...input, at: no }, database.context)).ok).toBe(false);
    }
    expect(await redact(archivist, { ...input, at: at(2) }, database.context)).toMatchObject({
      reason: 'not-allowed',
    });
    expect(await redact(anna, { ...input, at: at(2) }, database.context)).toMatchObject({ ok: true });
    const [old, now] = await formsOf(database, reference);
    expect(old).toMatchObject({ sealed: true, outdated: true });
    expect(now?.form).toMatchObject({
      text: 'Spansecret was here. Then [redacted] left.',
      context: { en: 'About Spansecret.' },
      redacted: [{ field: 'words', reason: 'legal' }],
    });
    const seen = await allThatReadersSee(database);
    expect(seen).not.toContain(before!.digest);
    expect(seen).not.toContain('Then Spansecret');
    expect(await redact(anna, { ...input, at: at(2) }, database.context)).toMatchObject({
      reason: 'nothing-to-redact',
    });
    // The other two places, and the record shows the words nowhere any more.
    await redact(anna, { ...input, at: { part: 'text', start: 0, occurrence: null } }, database.context);
    await redact(anna, { ...input, at: at(null, 'context.en') }, database.context);
    expect(await allThatReadersSee(database)).not.toContain('Spansecret');
  });

  it('takes an account away with its page, when no other testimony names it', async () => {
    const record = { platform: 'twitter', account: 'Only Here', text: 'mine alone' };
    const reference = await publish(record);
    expect(await allThatReadersSee(database)).toContain('Only Here');
    await redact(anna, { reference, field: 'account', words: null, reason: 'legal' }, database.context);
    expect(await allThatReadersSee(database)).not.toContain('Only Here');
  });

  it('is refused to an archivist, for words that stand nowhere, and for words that a name goes on telling', async () => {
    const reference = await publish({ text: 'Here I stand.', speaker: 'Martin Refused' });
    const input = { reference, field: 'words' as const, words: 'Here', reason: 'legal' as const };
    expect(await redact(archivist, input, database.context)).toMatchObject({ reason: 'not-allowed' });
    expect(await redact(anna, { ...input, words: 'nowhere at all' }, database.context)).toMatchObject({
      reason: 'nothing-to-redact',
    });
    expect(await redact(anna, { ...input, words: 'I' }, database.context)).toMatchObject({
      reason: 'words-missing',
    });
    const text = await publish({ text: 'I am Martin Shown.', speaker: 'Martin Shown' });
    const told = await redact(anna, { ...input, reference: text, words: 'Martin Shown' }, database.context);
    expect(told).toMatchObject({
      reason: 'still-shown',
      message: expect.stringContaining('speaker.name.en'),
    });
    expect(await formsOf(database, text)).toHaveLength(1);
    expect(await database.app.redaction.count({ where: { testimony: { reference: text } } })).toBe(0);
  });

  it('survives a withdrawal and its undoing, also when it is done in between', async () => {
    const reference = await publish({ text: 'Firstsecret and Othersecret.' });
    const input = { reference, field: 'words' as const, reason: 'at-request' as const };
    await redact(anna, { ...input, words: 'Firstsecret' }, database.context);
    await withdraw(anna, { reference, reason: 'at-request' }, database.context);
    await redact(anna, { ...input, words: 'Othersecret' }, database.context);
    const back = await restore(anna, { reference, second: basim }, database.context);
    expect(back).toMatchObject({ ok: true });
    const seen = await allThatReadersSee(database);
    expect(seen).toContain('[redacted] and [redacted].');
    expect(seen).not.toMatch(/Firstsecret|Othersecret/);
  });

  it('is undone by two administrators and by nobody alone, and what was sealed stays sealed', async () => {
    const reference = await publish({ text: 'Liftedsecret was here.' });
    await redact(
      anna,
      { reference, field: 'words', words: 'Liftedsecret', reason: 'rights' },
      database.context,
    );
    const { id } = await database.app.redaction.findFirstOrThrow({ where: { testimony: { reference } } });
    expect(await confirmLift(anna, { id }, database.context)).toMatchObject({ reason: 'nobody-asked' });
    expect(await askLift(archivist, { id, why: 'x' }, database.context)).toMatchObject({
      reason: 'not-allowed',
    });
    expect(await askLift(anna, { id, why: 'He agreed since.' }, database.context)).toMatchObject({
      ok: true,
    });
    expect(await confirmLift(anna, { id }, database.context)).toMatchObject({
      reason: 'second-person-needed',
    });
    expect(await allThatReadersSee(database)).not.toContain('Liftedsecret');
    expect(await confirmLift(basim, { id }, database.context)).toMatchObject({ ok: true });
    expect(await allThatReadersSee(database)).toContain('Liftedsecret');
    expect((await formsOf(database, reference)).map(({ sealed }) => sealed)).toEqual([true, false, false]);
    expect(await confirmLift(basim, { id }, database.context)).toMatchObject({ reason: 'nobody-asked' });
  });

  it('leaves a ledger that verifies, in place and in a bundle, in which the words are not', async () => {
    expect(await house.verify()).toMatchObject({ ok: true });
    const files = await house.exportBag('bag');
    expect(verifyBundle(files)).toMatchObject({ ok: true });
    const all = files.list().map((name: string) => Buffer.from(files.read(name)).toString('utf8'));
    expect(all.join('\n')).not.toMatch(/zuhairsecret|firstsecret|othersecret|only here/i);
  });

  it('cannot be brought back by changing a row: the database refuses to show what is outdated', async () => {
    await expect(
      database.app.$executeRaw`UPDATE public_form SET sealed = false WHERE outdated`,
    ).rejects.toThrow(/public_form_outdated_is_sealed/);
    await expect(database.app.$executeRaw`UPDATE redaction SET words = 'x'`).rejects.toThrow(
      /permission denied/,
    );
  });
});
