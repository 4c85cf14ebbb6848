import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormOf } from './public-form';
import { stillShown, type Withheld, withhold } from './withhold';

const FORM: FormOf<'testimony'> = {
  form: 'testimony',
  reference: '7kq2m9x4tb',
  kind: 'post',
  stance: 'testimony',
  wording: 'own',
  text: 'Abu Omar is with us in the cellar. ABU  OMAR, pray for him.',
  lang: 'en',
  originalLang: null,
  translations: [
    { lang: 'ar', text: 'أبو عُمَر معنا في القبو.', by: null, machine: false, status: 'unreviewed' },
  ],
  speaker: { slug: 'a-speaker', name: { en: 'A speaker' }, type: 'person', as: { en: 'cousin of Abu Omar' } },
  account: { slug: 'twitter-someone', name: { en: 'Someone' }, platform: 'twitter', handle: 'someone' },
  platform: 'twitter',
  channel: null,
  url: 'https://example.org/Abu%20Omar/1',
  date: {
    edtf: '2016-12-14',
    earliest: null,
    latest: null,
    zone: 'Asia/Damascus',
    why: { en: 'as Abu Omar says' },
  },
  happened: null,
  captured: null,
  places: [{ slug: 'aleppo', name: { en: 'Aleppo' } }],
  events: [],
  tags: [{ slug: 'abuomar', label: 'Abu Omar' }],
  sources: [],
  warnings: [],
  minor: false,
  ageStated: null,
  context: { en: 'Abu Omar was 30.', ar: 'أبو عمر' },
  rights: 'His.',
  basis: 'consent',
  reviewedBy: 'one',
  accession: 'a-1',
  original: 'submitted-row',
};
const words = (...all: string[]): Withheld[] =>
  all.map((one) => ({ field: 'words', words: one, reason: 'at-request' }));

describe('withholding', () => {
  it('changes nothing where nothing is withheld, so that no digest of before changes', () => {
    expect(withhold(FORM, [])).toBe(FORM);
  });

  it('takes words out wherever they stand, however they are capitalised, spaced or encoded', () => {
    const shown = withhold(FORM, words('Abu Omar'));
    expect(shown.text).toBe('[redacted] is with us in the cellar. [redacted], pray for him.');
    expect(shown.context).toEqual({ en: '[redacted] was 30.', ar: 'أبو عمر' });
    expect(shown.speaker.as).toEqual({ en: 'cousin of [redacted]' });
    expect(shown.date.why).toEqual({ en: 'as [redacted] says' });
    expect(shown.tags).toEqual([]);
    expect(shown.url).toBeNull();
    expect(shown.redacted).toEqual([{ field: 'words', reason: 'at-request' }]);
    expect(stillShown(shown, ['Abu Omar'])).toBeNull();
  });

  it('finds an Arabic name with and without harakat, hamza and tatweel', () => {
    const shown = withhold(FORM, words('ابو عمر'));
    expect(shown.translations[0]?.text).toBe('[محجوب] معنا في القبو.');
    expect(shown.context?.ar).toBe('[محجوب]');
  });

  it('gives one mark for words that touch, so that their number does not tell', () => {
    expect(withhold(FORM, words('Abu', 'Omar', 'mar i')).text).toBe(
      '[redacted]s with us in the cellar. [redacted], pray for him.',
    );
  });

  it('takes the address of the post with the account, which it names', () => {
    const shown = withhold({ ...FORM, url: 'https://example.org/someone/1' }, [
      { field: 'account', reason: 'legal' },
    ]);
    expect([shown.account, shown.url]).toEqual([null, null]);
    expect(shown.text).toBe(FORM.text);
  });

  it('says where words would still be shown by a name', () => {
    const shown = withhold(FORM, words('A speaker'));
    expect(stillShown(shown, ['A speaker'])).toBe('speaker.name.en');
  });

  it('leaves of any words in any text nothing, and what is left does not depend on which they were', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'B', 'ش', 'أ', 'ة', '.', '*', '(', '\\', '$', '7'),
    });
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(
        text,
        letters.filter((one) => one.length > 1),
        text,
        (before, secret, after) => {
          const told = (hidden: string) =>
            withhold({ ...FORM, text: `${before} ${hidden} ${after}` }, words(hidden));
          const shown = told(secret);
          expect(stillShown(shown.text, [secret])).toBeNull();
          // Another secret of another length, in the same place: the same answer, or words of it stood around.
          if (stillShown(`${before} ${after}`, [secret, 'Qq§§Qq']) === null) {
            expect(shown.text).toBe(told('Qq§§Qq').text);
          }
        },
      ),
    );
  });

  it('takes out one place of one text, and tells neither which text nor how much of it', () => {
    const span = (part: string, start: number, end: number): Withheld => ({
      field: 'span',
      span: { part, start, end },
      reason: 'legal',
    });
    const shown = withhold(FORM, [span('text', 0, 8), span('context.ar', 0, 3)]);
    expect(shown.text).toBe('[redacted] is with us in the cellar. ABU  OMAR, pray for him.');
    expect(shown.context).toEqual({ en: 'Abu Omar was 30.', ar: '[محجوب] عمر' });
    expect(shown.translations).toEqual(FORM.translations);
    expect(shown.redacted).toEqual([
      { field: 'words', reason: 'legal' },
      { field: 'words', reason: 'legal' },
    ]);
    // Beside words that are taken out wherever they stand, it makes one gap.
    const both = withhold(FORM, [...words('with'), span('text', 17, 22)]);
    expect(both.text).toBe('Abu Omar is [redacted] the cellar. ABU  OMAR, pray for him.');
  });

  it('leaves of a span nothing that depends on its words or their length', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    const told = (before: string, secret: string, after: string) =>
      withhold({ ...FORM, text: before + secret + after }, [
        {
          field: 'span',
          span: { part: 'text', start: before.length, end: before.length + secret.length },
          reason: 'legal',
        },
      ]);
    const secret = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(text, secret, secret, text, (before, one, other, after) => {
        expect(told(before, one, after)).toEqual(told(before, other, after));
      }),
    );
  });

  it('takes a time that grows with the text alone', () => {
    const hostile = words(`${'ا'.repeat(499)}ب`);
    const timeOf = (length: number) => {
      // The quickest of several: what the machine does besides only ever adds.
      const times = Array.from({ length: 7 }, () => {
        const began = performance.now();
        withhold({ ...FORM, text: 'ا'.repeat(length) }, hostile);
        return performance.now() - began;
      });
      return Math.min(...times);
    };
    timeOf(1_000);
    expect(timeOf(40_000)).toBeLessThan(Math.max(timeOf(20_000), 20) * 6);
  });
});
