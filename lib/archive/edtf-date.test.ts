import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { computeDate } from './edtf-date';

function bounds(edtf: string | null, zone?: string): [string | null, string | null] | string {
  const date = computeDate(edtf, zone);
  return date.ok ? [date.value.earliest, date.value.latest] : date.reason;
}

// Full size takes longer than a test is given by default.
vi.setConfig({ testTimeout: 120_000 });

describe('the bounds of a date', () => {
  it.each<[string, [string | null, string | null]]>([
    ['2016-12-14~', ['2016-12-12T22:00:00Z', '2016-12-15T21:59:59Z']],
    ['2016-12-16?', ['2016-12-14T22:00:00Z', '2016-12-17T21:59:59Z']],
    ['2016-12-16%', ['2016-12-14T22:00:00Z', '2016-12-17T21:59:59Z']],
    ['2016-12-13', ['2016-12-12T22:00:00Z', '2016-12-13T21:59:59Z']],
    ['2016-12~', ['2016-10-31T22:00:00Z', '2017-01-31T21:59:59Z']],
    ['2016~', ['2014-12-31T22:00:00Z', '2017-12-31T21:59:59Z']],
    ['2016-04~', ['2016-02-29T22:00:00Z', '2016-05-31T20:59:59Z']],
    ['2016-~12-14', ['2016-11-13T22:00:00Z', '2017-01-14T21:59:59Z']],
    ['2016?-12-14', ['2015-12-13T22:00:00Z', '2017-12-14T21:59:59Z']],
    ['[..2016-05]', [null, '2016-05-31T20:59:59Z']],
    ['[2016-04,2016-05]', ['2016-03-31T21:00:00Z', '2016-05-31T20:59:59Z']],
    ['[2016-05,2016-04]', ['2016-03-31T21:00:00Z', '2016-05-31T20:59:59Z']],
    ['[2016-04..2016-06]', ['2016-03-31T21:00:00Z', '2016-06-30T20:59:59Z']],
    ['[2016-06..]', ['2016-05-31T21:00:00Z', null]],
    ['{2016..2018}', ['2015-12-31T22:00:00Z', '2018-12-31T21:59:59Z']],
    ['2016-04/2016-05', ['2016-03-31T21:00:00Z', '2016-05-31T20:59:59Z']],
    ['/2016-05', [null, '2016-05-31T20:59:59Z']],
    ['../2016-05', [null, '2016-05-31T20:59:59Z']],
    ['2016-05/..', ['2016-04-30T21:00:00Z', null]],
    ['2016-12-14~/2016-12-16?', ['2016-12-12T22:00:00Z', '2016-12-17T21:59:59Z']],
    ['2016-12-XX', ['2016-11-30T22:00:00Z', '2016-12-31T21:59:59Z']],
    ['2016-12-1X', ['2016-12-09T22:00:00Z', '2016-12-19T21:59:59Z']],
    ['2016-XX', ['2015-12-31T22:00:00Z', '2016-12-31T21:59:59Z']],
    ['201X', ['2009-12-31T22:00:00Z', '2019-12-31T21:59:59Z']],
    ['2016S2', ['1999-12-31T22:00:00Z', '2099-12-31T20:59:59Z']],
    ['2016-33', ['2015-12-31T22:00:00Z', '2016-03-31T20:59:59Z']],
    ['2016-41', ['2016-06-30T21:00:00Z', '2016-12-31T21:59:59Z']],
    ['2016-12-14T18:30:00+02:00', ['2016-12-14T16:30:00Z', '2016-12-14T16:30:00Z']],
    ['2016-12-14T18:30:00.5Z', ['2016-12-14T18:30:00Z', '2016-12-14T18:30:00Z']],
    ['2016-12-14T18:30:00', ['2016-12-14T16:30:00Z', '2016-12-14T16:30:00Z']],
    ['2016-12-14T18:30', ['2016-12-14T16:30:00Z', '2016-12-14T16:30:59Z']],
    ['2016-12-14T24:00:00', ['2016-12-14T22:00:00Z', '2016-12-14T22:00:00Z']],
    ['XXXX-12-14', [null, null]],
  ])('of %s are days of Damascus, widened where the date says so', (edtf, expected) => {
    expect(bounds(edtf)).toEqual(expected);
  });

  it('of a date not known are open on both sides', () => {
    expect(computeDate(null)).toEqual({
      ok: true,
      value: { edtf: null, zone: 'Asia/Damascus', earliest: null, latest: null },
    });
  });

  it('follow the history of the zone, through both changes of 2016', () => {
    expect(bounds('2016-03-24')).toEqual(['2016-03-23T22:00:00Z', '2016-03-24T21:59:59Z']);
    // Clocks went from 00:00 to 01:00: the day has 23 hours and begins at one.
    expect(bounds('2016-03-25')).toEqual(['2016-03-24T22:00:00Z', '2016-03-25T20:59:59Z']);
    // Clocks went back from 24:00 to 23:00: the day has 25 hours.
    expect(bounds('2016-10-27')).toEqual(['2016-10-26T21:00:00Z', '2016-10-27T21:59:59Z']);
    expect(bounds('2016-10-28')).toEqual(['2016-10-27T22:00:00Z', '2016-10-28T21:59:59Z']);
    expect(bounds('2024-01-01')).toEqual(['2023-12-31T21:00:00Z', '2024-01-01T20:59:59Z']);
  });

  it('are days of another zone where one is named', () => {
    expect(bounds('2016-12-14', 'UTC')).toEqual(['2016-12-14T00:00:00Z', '2016-12-14T23:59:59Z']);
    // Havana goes back from 01:00 to 00:00: midnight comes twice and both belong to the new day.
    expect(bounds('2016-11-06', 'America/Havana')).toEqual(['2016-11-06T04:00:00Z', '2016-11-07T04:59:59Z']);
    expect(bounds('2016-11-05', 'America/Havana')).toEqual(['2016-11-05T04:00:00Z', '2016-11-06T03:59:59Z']);
  });
});

describe('a date is refused', () => {
  it.each([
    ['2016-10-27T23:30:00', 'ambiguous-hour'],
    ['2016-10-27T23:30', 'ambiguous-hour'],
    ['2016-03-25T00:30:00', 'no-such-time'],
    ['2016-12-14T25:00:00', 'no-such-time'],
    ['2016-21', 'unsupported-date'],
    ['2016-28', 'unsupported-date'],
    ['201', 'unsupported-date'],
    ['20', 'unsupported-date'],
    ['2015-02-29', 'no-such-day'],
    ['2016-02-30', 'not-a-date'],
    ['2016-06/2016-05', 'reversed'],
    ['[2016-06..2016-04]', 'reversed'],
    ['-0005', 'out-of-range'],
    ['Y170000', 'out-of-range'],
    ['14/12/2016', 'not-a-date'],
    ['Tue Dec 13 18:00:00 +0000 2016', 'not-a-date'],
    ['', 'not-a-date'],
    ['1481673600', 'not-a-date'],
  ])('where it has no certain bounds: %s is %s', (edtf, reason) => {
    expect(bounds(edtf)).toBe(reason);
  });

  it('with a remedy: the doubled hour asks for an offset, and takes one', () => {
    const date = computeDate('2016-10-27T23:30:00');
    expect(date).toMatchObject({ ok: false, message: expect.stringContaining('Write the offset') });
    expect(bounds('2016-10-27T23:30:00+03:00')).toEqual(['2016-10-27T20:30:00Z', '2016-10-27T20:30:00Z']);
    expect(bounds('2016-10-27T23:30:00+02:00')).toEqual(['2016-10-27T21:30:00Z', '2016-10-27T21:30:00Z']);
  });

  it('where its zone is unknown or is a bare offset, or where that day was left out', () => {
    expect(bounds('2016-12-14', 'Asia/Nowhere')).toBe('unknown-zone');
    expect(bounds('2016-12-14', '+02:00')).toBe('unknown-zone');
    expect(bounds('2011-12-30', 'Pacific/Apia')).toBe('no-such-day');
  });
});

const runs = { numRuns: process.env.SAWT_TEST_SIZE === 'long' ? 20_000 : 300 };
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const zone = fc.constantFrom('Asia/Damascus', 'UTC', 'America/Havana', 'America/St_Johns', 'Europe/London');

describe('for any day in any zone', () => {
  it('one day ends a second before the next begins', () => {
    fc.assert(
      fc.property(day, zone, (one, where) => {
        const next = new Date(Date.parse(one) + 86_400_000).toISOString().slice(0, 10);
        const [, end] = bounds(one, where) as [string, string];
        const [start] = bounds(next, where) as [string, string];
        const between = Date.parse(start) - Date.parse(end);
        // Where clocks went back over midnight (St John's, until 2011) the two days overlap by that hour.
        expect(between === 1000 || (where === 'America/St_Johns' && between < 0)).toBe(true);
      }),
      runs,
    );
  });

  it('the marks only ever widen, and a set holds all of its members', () => {
    fc.assert(
      fc.property(day, day, fc.constantFrom('~', '?', '%'), zone, (a, b, mark, where) => {
        const [plain, wide] = [bounds(a, where), bounds(`${a}${mark}`, where)] as [string, string][];
        expect(wide![0] < plain![0] && wide![1] > plain![1]).toBe(true);
        const set = bounds(`[${a},${b}]`, where) as [string, string];
        const other = bounds(b, where) as [string, string];
        expect(set[0] <= plain![0] && set[0] <= other[0]).toBe(true);
        expect(set[1] >= plain![1] && set[1] >= other[1]).toBe(true);
      }),
      runs,
    );
  });

  it('the day that a zone shows at an instant holds that instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 631_152_000, max: 1_924_991_999 }), zone, (seconds, where) => {
        const instant = new Date(seconds * 1000);
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: where }).format(instant);
        const [earliest, latest] = bounds(shown, where) as [string, string];
        const written = `${instant.toISOString().slice(0, 19)}Z`;
        expect(earliest <= written && written <= latest).toBe(true);
      }),
      runs,
    );
  });
});

it('any text gives bounds or a refusal with a message, and never throws', () => {
  const edtfLike = fc.string({ unit: fc.constantFrom(...'0123456789-~?%X/.[]{},TZS:+'), maxLength: 40 });
  fc.assert(
    fc.property(
      fc.oneof(
        edtfLike,
        fc.string(),
        day.map((one) => `[..${one}]`),
      ),
      (text) => {
        const date = computeDate(text);
        if (date.ok) {
          const { earliest, latest } = date.value;
          for (const bound of [earliest, latest]) {
            if (bound !== null) expect(bound).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
          }
          if (earliest !== null && latest !== null) expect(earliest <= latest).toBe(true);
        } else expect(date.message.length).toBeGreaterThan(10);
      },
    ),
    runs,
  );
});
