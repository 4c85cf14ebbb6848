import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countHidden, revealHidden } from './hidden-characters';

describe('what cannot be seen in a text', () => {
  it('is shown by name where it stands', () => {
    expect(revealHidden('a\u202eb\u200f')).toEqual([
      { hidden: false, text: 'a' },
      { hidden: true, code: 'U+202E', name: 'RLO' },
      { hidden: false, text: 'b' },
      { hidden: true, code: 'U+200F', name: 'RLM' },
    ]);
  });

  it('is nothing in plain Arabic with its vowels, lines and spaces', () => {
    expect(countHidden('حَلَبُ لا تَموت\nسطر آخر, 2016')).toBe(0);
  });

  it.each([
    '\u200b',
    '\u00ad',
    '\u2066',
    '\ufeff',
    '\u0000',
    '\t',
    '\u00a0',
    '\u{e0041}',
  ])('finds %j', (one) => {
    expect(countHidden(`ab${one}cd`)).toBe(1);
  });

  it('takes nothing away and adds nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const again = revealHidden(text)
          .map((part) =>
            part.hidden ? String.fromCodePoint(Number.parseInt(part.code.slice(2), 16)) : part.text,
          )
          .join('');
        expect(again).toBe(text);
      }),
    );
  });
});
