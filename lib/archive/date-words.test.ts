import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { dateInWords } from './date-words';

// Full size takes longer than a test is given by default.
vi.setConfig({ testTimeout: 120_000 });

describe('a date in words', () => {
  it.each<[string | null, string, string]>([
    [null, 'date unknown', 'التاريخ غير معروف'],
    ['2016-12-13', '13 December 2016', '13 كانون الأول 2016'],
    ['2016-12-14~', 'about 14 December 2016', 'نحو 14 كانون الأول 2016'],
    ['2016-12-16?', '16 December 2016, uncertain', '16 كانون الأول 2016 (تاريخ غير مؤكد)'],
    ['2016-12-16%', 'about 16 December 2016, uncertain', 'نحو 16 كانون الأول 2016 (تاريخ غير مؤكد)'],
    ['2016-12~', 'about December 2016', 'نحو كانون الأول 2016'],
    ['2016', '2016', '2016'],
    ['[..2016-05]', 'some time up to May 2016', 'في وقت ما حتى أيار 2016'],
    ['[2016-06..]', 'some time from June 2016 on', 'في وقت ما ابتداءً من حزيران 2016'],
    ['[2016-04,2016-05]', 'April or May 2016', 'نيسان أو أيار 2016'],
    ['[2016-12-14,2016-12-16]', '14 or 16 December 2016', '14 أو 16 كانون الأول 2016'],
    ['[2015-12,2016-01]', 'December 2015 or January 2016', 'كانون الأول 2015 أو كانون الثاني 2016'],
    ['{2016-04,2016-05}', 'April and May 2016', 'نيسان وأيار 2016'],
    [
      '[2016-04..2016-06]',
      'some time between April 2016 and June 2016',
      'في وقت ما بين نيسان 2016 وحزيران 2016',
    ],
    ['2016-04/2016-05', 'from April 2016 to May 2016', 'من نيسان 2016 إلى أيار 2016'],
    ['../2016-05', 'until May 2016', 'حتى أيار 2016'],
    ['/2016-05', 'until May 2016, start unknown', 'حتى أيار 2016، والبداية غير معروفة'],
    ['2016-05/..', 'from May 2016 on', 'منذ أيار 2016'],
    ['2016-12-XX', 'some day in December 2016', 'أحد أيام كانون الأول 2016'],
    ['2016-12-1X', 'between 10 and 19 December 2016', 'بين 10 و19 كانون الأول 2016'],
    ['2016-XX', 'some month in 2016', 'أحد أشهر 2016'],
    ['201X', 'between 2010 and 2019', 'بين 2010 و2019'],
    ['2016?-12-14', '14 December 2016, the year uncertain', '14 كانون الأول 2016 (السنة غير مؤكدة)'],
    ['2016-34', 'the second quarter of 2016', 'الربع الثاني من 2016'],
    [
      '2016-12-13T23:30:00Z',
      '14 December 2016, 01:30:00 (Damascus time)',
      '14 كانون الأول 2016، الساعة 01:30:00 (بتوقيت دمشق)',
    ],
    [
      '2016-12-14T18:30',
      '14 December 2016, 18:30 (Damascus time)',
      '14 كانون الأول 2016، الساعة 18:30 (بتوقيت دمشق)',
    ],
  ])('%s is said plainly in English and in Arabic', (edtf, english, arabic) => {
    expect(dateInWords({ edtf }, 'en')).toBe(english);
    expect(dateInWords({ edtf }, 'ar')).toBe(arabic);
  });

  it('tells a time of another zone by its offset on that day', () => {
    const edtf = '2016-07-01T12:00:00Z';
    expect(dateInWords({ edtf, zone: 'Europe/London' }, 'en')).toBe('1 July 2016, 13:00:00 (UTC+1)');
    expect(dateInWords({ edtf, zone: 'America/St_Johns' }, 'en')).toBe('1 July 2016, 09:30:00 (UTC-2:30)');
  });

  it('gives back as written what is no date', () => {
    expect(dateInWords({ edtf: 'last Thursday' }, 'en')).toBe('last Thursday');
    expect(dateInWords({ edtf: '2016-12-14', zone: 'Nowhere/At_All' }, 'en')).toBe('14 December 2016');
  });
});

it('any text in any language is said, without throwing and without a hole', () => {
  const edtfLike = fc.string({ unit: fc.constantFrom(...'0123456789-~?%X/.[]{},TZS:+'), maxLength: 40 });
  const runs = { numRuns: process.env.SAWT_TEST_SIZE === 'long' ? 20_000 : 500 };
  const known = fc.constantFrom(
    '2016-12-14~',
    '[..2016-05]',
    '2016-1X',
    '20XX-02-29',
    'Y9999',
    '0001',
    '9999-12-31T23:59:59-18:00',
    '0001-01-01T00:00:00+18:00',
  );
  fc.assert(
    fc.property(
      fc.oneof(edtfLike, fc.string(), known),
      fc.string(),
      fc.constantFrom('en', 'ar', 'ar-SY', 'fr'),
      (edtf, zone, lang) => {
        const said = dateInWords({ edtf, zone }, lang);
        expect(typeof said).toBe('string');
        if (said !== edtf) expect(said).not.toMatch(/undefined|NaN|null|^$/);
      },
    ),
    runs,
  );
});
