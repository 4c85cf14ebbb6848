import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts } from './text-difference';

const side = (parts: ReturnType<typeof compareTexts>, other: 'before' | 'after') =>
  parts
    .filter((part) => part.in !== other)
    .map((part) => part.text)
    .join('');

describe('two texts compared', () => {
  it('show the words that differ and leave the others alone', () => {
    expect(compareTexts('We are in the last part of Aleppo', 'We are in the east part of Aleppo')).toEqual([
      { in: 'both', text: 'We are in the ' },
      { in: 'before', text: 'last' },
      { in: 'after', text: 'east' },
      { in: 'both', text: ' part of Aleppo' },
    ]);
  });

  it('give back both texts to the letter', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[ab .\n]{0,30}$/));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = compareTexts(before, after);
        expect(side(parts, 'after')).toBe(before);
        expect(side(parts, 'before')).toBe(after);
      }),
    );
  });

  it('are compared soon, however long', () => {
    const long = Array.from({ length: 60_000 }, (_, n) => `word${n % 977}`).join(' ');
    const start = performance.now();
    const parts = compareTexts(long, [...long].reverse().join(''));
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(side(parts, 'after')).toBe(long);
  });
});
