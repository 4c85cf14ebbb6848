import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readings } from './clitics';
import { inFacetOrder, MOST_FACET_VALUES } from './facets';
import { highlight } from './highlight';
import { fold, normalise } from './normalise';
import { parseQuery, understand } from './query';
import { slipsBetween } from './slips';
import { tokenise } from './tokens';

const long = process.env.SAWT_TEST_SIZE === 'long';
const runs = { numRuns: long ? 20_000 : 500 };

/** Letters that have been trouble before, and anything else, lone surrogates included. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)))
    .map((units) => units.join('')),
  fc
    .array(
      fc.constantFrom(
        ...'حلب الحصار وللاجئين مُحَمَّد ـ ﷲ ﷺ ﻻ ٥٠٬٠٠٠ 50,000 #حلب_تحترق #AleppoIsBurning " “ » - -" # _ . ? ؟ \n\n 🔥 👨‍👩‍👧 ß İ ı \u200f \u200b \u0654 \ufe77 café'.split(
          ' ',
        ),
        ' ',
      ),
      { maxLength: 30 },
    )
    .map((pieces) => pieces.join('')),
);

describe('the searching form', () => {
  test('maps every unit into the original, in order, whatever the string', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { form, letters, starts, ends } = normalise(text);
        expect([letters.length, starts.length, ends.length]).toEqual([form.length, form.length, form.length]);
        for (let at = 0; at < form.length; at += 1) {
          expect(starts[at]!).toBeLessThan(ends[at]!);
          expect(ends[at]!).toBeLessThanOrEqual(text.length);
          if (at > 0) expect(starts[at]!).toBeGreaterThanOrEqual(starts[at - 1]!);
        }
      }),
      runs,
    );
  });

  test('is the same when made twice', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const words = tokenise(text).map((token) => token.form);
        expect(words.map((word) => fold(word))).toEqual(words);
      }),
      runs,
    );
  });

  test('is the same for composed and decomposed letters', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const words = (form: 'NFC' | 'NFD') => tokenise(text.normalize(form)).map((token) => token.form);
        expect(words('NFD')).toEqual(words('NFC'));
      }),
      runs,
    );
  });
});

describe('words', () => {
  test('stand in the original in order and never overlap', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        let end = 0;
        for (const token of tokenise(text)) {
          expect(token.form).not.toBe('');
          expect(token.start).toBeLessThan(token.end);
          // One letter such as ﷺ may hold several words, which then share its place.
          expect(token.end).toBeGreaterThanOrEqual(end);
          end = token.end;
        }
      }),
      runs,
    );
  });

  test('are read without article only with two letters left, and never as themselves', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const token of tokenise(text)) {
          for (const reading of readings(token.form, token.letters)) {
            expect(reading.length).toBeGreaterThanOrEqual(2);
            expect(token.form.endsWith(reading)).toBe(true);
            expect(reading).not.toBe(token.form);
          }
        }
      }),
      runs,
    );
  });
});

describe('the query language', () => {
  test('reads any string and says what it understood', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const query = parseQuery(text);
        const said = understand(query);
        expect(said.words.length + said.phrases.length + said.without.length).toBe(query.terms.length);
        for (const shown of [...said.words, ...said.phrases, ...said.without]) expect(text).toContain(shown);
      }),
      runs,
    );
  });

  test('reads a long hostile string in a time that grows with its length alone', () => {
    for (const piece of ['"', '-', '#', '-"', '٥٠٬', '1,234', 'ا\u0654', '#_', '.\n', '!?', '😀']) {
      const started = performance.now();
      parseQuery(piece.repeat(200_000 / piece.length));
      expect(performance.now() - started).toBeLessThan(30_000);
    }
  });

  test('finds every word and every run of a text in that text, quoted', () => {
    fc.assert(
      fc.property(hostile, fc.nat(), fc.nat(), (text, from, length) => {
        const tokens = tokenise(text);
        if (tokens.length === 0) return;
        const start = from % tokens.length;
        const run = tokens.slice(start, start + 1 + (length % 6));
        // A sentence end inside would have to be written out again; the table has those cases.
        if (run.some((token, at) => at > 0 && token.breakBefore)) return;
        const asked = run.map((token) => token.form).join(' ');
        const lit = highlight(text, parseQuery(`"${asked}"`));
        expect(lit.length).toBeGreaterThan(0);
      }),
      runs,
    );
  });
});

describe('highlights', () => {
  test('lie in the text, in order, never overlapping, never empty, and never split a letter', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, asked) => {
        let end = 0;
        for (const [from, to] of highlight(text, parseQuery(asked))) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          const splits = (at: number) => /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
          expect(splits(from) || splits(to)).toBe(false);
          end = to;
        }
      }),
      runs,
    );
  });
});

describe('slips', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdحلبك'), minLength: 1, maxLength: 12 });

  test('are as many there as back', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(slipsBetween(a, b, 2)).toBe(slipsBetween(b, a, 2));
      }),
      runs,
    );
  });

  test('are none for a beginning, and never more with the rest left open', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, rest) => {
        expect(slipsBetween(a, a + rest, 2, true)).toBe(0);
        const whole = slipsBetween(a, b, 2);
        if (whole !== null) expect(slipsBetween(a, b + rest, 2, true)).toBeLessThanOrEqual(whole);
      }),
      runs,
    );
  });

  test('are one for a swap of neighbours and two at the first letter', () => {
    expect(slipsBetween('aleppo', 'alpepo', 2)).toBe(1);
    expect(slipsBetween('aleppo', 'bleppo', 2)).toBe(2);
    expect(slipsBetween('aleppo', 'bleppa', 2)).toBe(null);
    expect(slipsBetween('aleppo', 'alepo7', 2)).toBe(null);
  });
});

test('the values of a facet are the first hundred, most frequent first and then by value', () => {
  const counts = fc.uniqueArray(
    fc.record({ value: fc.string({ maxLength: 3 }), count: fc.integer({ min: 1, max: 4 }) }),
    { selector: ({ value }) => value, maxLength: 300, size: 'max' },
  );
  fc.assert(
    fc.property(counts, (given) => {
      const sorted = [...given].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
      expect(inFacetOrder(given)).toEqual(sorted.slice(0, MOST_FACET_VALUES));
    }),
    runs,
  );
});
