import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldForComparison, nearSameKeys as keysOfFolded, likeness, NEAR, sameNumbers } from './near-same';

const nearSameKeys = (account: string, text: string) => keysOfFolded(account, foldForComparison(text));

const word = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
  minLength: 3,
  maxLength: 9,
});
const sentence = fc.array(word, { minLength: 15, maxLength: 40 });

describe('near-same words', () => {
  it('share a key nearly always when one word of many differs, and compare as near', () => {
    let found = 0;
    const pairs = fc.sample(fc.tuple(sentence, word, fc.nat()), { numRuns: 300, seed: 7 });
    for (const [words, other, at] of pairs) {
      const changed = words.map((one, n) => (n === at % words.length ? other : one)).join(' ');
      const keys = new Set(nearSameKeys('a', words.join(' ')));
      expect(likeness(words.join(' '), changed)).toBeGreaterThan(0.6);
      if (nearSameKeys('a', changed).some((key) => keys.has(key))) found += 1;
    }
    expect(found).toBeGreaterThan(270);
  });

  it('share no key across accounts, and short texts have none', () => {
    const text = 'There is heavy shelling around the square tonight';
    expect(nearSameKeys('a', text).filter((key) => nearSameKeys('b', text).includes(key))).toEqual([]);
    expect(nearSameKeys('a', 'short words')).toEqual([]);
  });

  it('are judged without case, signs, marks, links and the ways of writing alef', () => {
    expect(likeness('The SHELTERS are full!', 'the shelters — are full https://t.co/x')).toBe(1);
    expect(likeness('مُحاصَرون في أحياء حلب', 'محاصرون في احياء حلب')).toBe(1);
    expect(likeness('words about one thing entirely', 'quite another matter it was')).toBeLessThan(NEAR);
  });

  it('are not one saying when they name other numbers', () => {
    expect(sameNumbers('50 killed', '82 killed')).toBe(false);
    expect(sameNumbers('day 3: 50 killed!', 'Day 3 — 50 killed')).toBe(true);
  });
});
