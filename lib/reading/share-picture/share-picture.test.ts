import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPicture, type Picture } from './draw-picture';
import { typefaces } from './faces';
import { renderPicture } from './render-picture';
import { canSet, type SetLine, setText } from './set-text';

const SETTING = { size: 50, weight: 400, width: 1_000, direction: 'auto' } as const;
const picture = (text: string, given: Partial<Picture> = {}): Picture => ({
  direction: 'ltr',
  words: { text, direction: 'auto', quiet: false },
  note: null,
  who: 'Lina Shamy',
  when: 'about 14 December 2016',
  archive: 'Sawt',
  address: 'sawt.example/t/q1q1q1q1q1',
  ...given,
});
const ids = (line: SetLine | undefined) =>
  (line?.runs ?? []).flatMap(({ glyphs }) => glyphs.map(({ id }) => id));
const alone = (letter: string) => ids(setText(letter, SETTING)[0])[0];
/** Which of the words stands where, from left to right, by the width of each set alone. */
const widths = (line: SetLine | undefined) => line?.runs.map(({ width }) => Math.round(width)) ?? [];

describe('the words of a share picture', () => {
  it('join where the script joins: no letter inside an Arabic word has its isolated shape', () => {
    // Three letters without dots, which the font draws apart: each joins the next.
    const joined = ids(setText('حلم', SETTING)[0]);
    const isolated = [...'حلم'].map(alone);
    expect(joined).toHaveLength(3);
    for (const shape of isolated) expect(joined).not.toContain(shape);
  });

  it('keep isolated the letters that do not join', () => {
    expect(ids(setText('دار', SETTING)[0])).toContain(alone('د'));
  });

  it('stand from right to left in Arabic, with names and numbers in their own order', () => {
    const [line] = setText('وللمستشفيات BBC نعم', { ...SETTING, direction: 'rtl' });
    const [latin] = setText('BBC', SETTING);
    const [first] = setText('وللمستشفيات', SETTING);
    const at = widths(line);
    const width = Math.round(latin?.width ?? 0);
    // The first word said is the rightmost one, and the name keeps its letters in order.
    expect(at.at(-1)).toBe(Math.round(first?.width ?? 0));
    expect(at.some((one) => Math.abs(one - width) <= 1)).toBe(true);
    const run = line?.runs.find(({ width: one }) => Math.abs(one - (latin?.width ?? 0)) <= 1);
    expect(run?.glyphs.map(({ id }) => id)).toEqual(ids(latin));
  });

  it('turn brackets round in a line from right to left', () => {
    const glyphs = (text: string, direction: 'ltr' | 'rtl') =>
      ids(setText(text, { ...SETTING, direction })[0]);
    expect(glyphs('(حلب', 'rtl')).toContain(glyphs('a)', 'ltr').at(-1));
    expect(glyphs('(حلب', 'rtl')).not.toContain(glyphs('(a', 'ltr')[0]);
  });

  it('fit their lines, and lose no letter in breaking, whatever they are', () => {
    const letters = fc.string({
      unit: fc.constantFrom(
        'a',
        'W',
        'ﺣ',
        'ح',
        'ل',
        'ا',
        'ب',
        ' ',
        '-',
        '1',
        '@',
        '(',
        '\u064e',
        '\u200f',
        '😀',
      ),
      minLength: 1,
      maxLength: process.env.SAWT_TEST_SIZE === 'long' ? 600 : 90,
    });
    fc.assert(
      fc.property(letters, fc.constantFrom('ltr', 'rtl', 'auto'), (text, direction) => {
        const lines = setText(text, { ...SETTING, direction, width: 300 });
        for (const { width } of lines) expect(width).toBeLessThanOrEqual(300);
        const wide = setText(text, { ...SETTING, direction, width: 1e9 });
        const latin = (set: SetLine[]) =>
          set.flatMap(({ runs }) =>
            runs.filter(({ face }) => face.name === 'literata-400').flatMap(({ glyphs }) => glyphs),
          ).length;
        // Spaces at the ends of lines go; nothing else may.
        expect(latin(wide) - latin(lines)).toBeLessThanOrEqual(Math.max(0, lines.length));
      }),
      { numRuns: process.env.SAWT_TEST_SIZE === 'long' ? 400 : 60 },
    );
  });

  it('are not set at all where no font has their letters', () => {
    expect(canSet('Алеппо', 400)).toBe(false);
    expect(canSet('حلب، Aleppo! 😀', 400)).toBe(true);
  });
});

describe('a share picture', () => {
  it('is a PNG of 1200 by 630, and light enough to be fetched, however much was said', async () => {
    const long = 'لن ننسى ما حدث في حلب، ولن نسامح من صمت. We will not forget. '.repeat(80);
    for (const text of ['نعم', long]) {
      const png = await renderPicture(picture(text));
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
      expect(png.length).toBeLessThan(100_000);
    }
  });

  it('has outlines alone, so that words in it are neither markup nor a font’s to find', () => {
    const svg = drawPicture(picture('</svg><script>alert(1)</script>', { who: '"><image href="x"/>' }));
    expect(svg).not.toMatch(/script|<text|image|href/);
  });

  it('stays inside its edges with the longest name and address', () => {
    const svg = drawPicture(
      picture('x', { who: 'A name that goes on '.repeat(20), address: 'a-long-host.example/'.repeat(9) }),
    );
    const lefts = [...svg.matchAll(/matrix\(\S+ 0 0 \S+ (-?[\d.]+) /g)].map(([, left]) => Number(left));
    expect(Math.min(...lefts)).toBeGreaterThanOrEqual(80);
    expect(Math.max(...lefts)).toBeLessThan(1_120);
  });
});

describe('the fonts of the pictures', () => {
  it('are the site’s own, every character of them', () => {
    // Both come from one source file; a picture must not set a name otherwise than the page does.
    expect(typefaces(400).map(({ name }) => name)).toEqual(['literata-400', 'literata-ext-400', 'naskh-400']);
    for (const letter of 'Aé’“”…—ÿ') expect(typefaces(600)[0]?.has(letter.codePointAt(0) ?? 0)).toBe(true);
    for (const letter of 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچڤگ،؛؟٠٩')
      expect(typefaces(600)[2]?.has(letter.codePointAt(0) ?? 0), letter).toBe(true);
  });
});
