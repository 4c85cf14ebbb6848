import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSpan, moveSpan } from './span';

const quote = (words: string, occurrence: number | null = null, start: number | null = null) => ({
  words,
  occurrence,
  start,
});

describe('finding the place that is meant', () => {
  const text = 'Omar came. Then أحمَد and OMAR left.';

  it('takes words that stand there once, and asks which where they stand there more often', () => {
    expect(findSpan(text, quote('احمد'))).toEqual({ start: 16, end: 21 });
    expect(findSpan(text, quote('omar'))).toEqual({ times: 2 });
    expect(findSpan(text, quote('omar', 2))).toEqual({ start: 26, end: 30 });
    expect(findSpan(text, quote('omar', 3))).toEqual({ times: 2 });
    expect(findSpan(text, quote('nobody'))).toEqual({ times: 0 });
    expect(findSpan(text, quote('', 1))).toEqual({ times: 0 });
  });

  it('takes a selection where its words stand just there, else what was quoted', () => {
    expect(findSpan(text, quote('OMAR', null, 26))).toEqual({ start: 26, end: 30 });
    expect(findSpan(text, quote('OMAR', 1, 5))).toEqual({ start: 0, end: 4 });
  });

  it('leaves no mark of a letter behind, and no half of one', () => {
    expect(findSpan('عُمَرُ', quote('عُمَر', null, 0))).toEqual({ start: 0, end: 6 });
    expect(findSpan('a😀b', quote('\ude00', null, 2))).toEqual({ start: 1, end: 3 });
  });
});

describe('a span in a corrected text', () => {
  it('follows its words or is lost, and never stands on others; it is lost where its words were changed', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(fc.array(word), word, fc.array(word), fc.array(word), fc.array(word), (a, mid, b, c, d) => {
        const secret = `S${mid}`;
        const [before, after] = [[...a, secret, ...b].join(' '), [...c, secret, ...d].join(' ')];
        const start = before.indexOf(secret);
        const moved = moveSpan(before, after, { start, end: start + secret.length });
        if (moved) expect(after.slice(moved.start, moved.end)).toBe(secret);
        // Words put before and after it alone carry it along.
        const around = [...c, before, ...d].join(' ');
        const carried = moveSpan(before, around, { start, end: start + secret.length });
        expect(around.slice(carried?.start, carried?.end)).toBe(secret);
        const gone = after.replace(secret, 'T');
        expect(moveSpan(before, gone, { start, end: start + secret.length })).toBeNull();
      }),
    );
  });

  it('is lost where a word was put into it, or it was begun or ended otherwise', () => {
    const span = { start: 4, end: 11 };
    expect(moveSpan('the old man left', 'the old good man left', span)).toBeNull();
    expect(moveSpan('the old man left', 'the older man left', span)).toBeNull();
    expect(moveSpan('the old man left', '', span)).toBeNull();
    expect(moveSpan('the old man left', 'So the old man has left', span)).toEqual({ start: 7, end: 14 });
  });
});
