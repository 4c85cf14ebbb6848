import bidiFactory from 'bidi-js';
import { type ShapedGlyph, type Typeface, typefaces, type Weight } from './faces';

/** How a text is to be set; lengths in pixels. */
export interface Setting {
  size: number;
  weight: Weight;
  width: number;
  /** The direction of the paragraph; `auto` takes it from the first strong letter (UAX 9, P2). */
  direction: 'ltr' | 'rtl' | 'auto';
}

/** Glyphs of one font and one direction, from left to right. */
export interface SetRun {
  face: Typeface;
  glyphs: ShapedGlyph[];
  /** Pixels. */
  width: number;
}

/** One line, its runs from left to right as they stand on the page. */
export interface SetLine {
  runs: SetRun[];
  /** Pixels. */
  width: number;
  direction: 'ltr' | 'rtl';
}

const bidi = bidiFactory();
const JOINS_THE_ONE_BEFORE = /[\p{M}\u200c\u200d]/u;

/**
 * Sets a text in lines no wider than the setting's width: broken at spaces, and inside a word only
 * where it alone is too wide; ordered by the Unicode Bidirectional Algorithm (UAX 9); shaped by
 * HarfBuzz, so that Arabic joins. Characters that no font has are left out (see `canSet`).
 */
export function setText(text: string, setting: Setting): SetLine[] {
  return text
    .split(/[\n\u2028\u2029]+/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .flatMap((paragraph) => setParagraph(paragraph, setting));
}

/** Whether every letter and digit of a text is in the fonts of `weight`; signs and pictures may be left out. */
export function canSet(text: string, weight: Weight): boolean {
  const faces = typefaces(weight);
  return [...text].every((character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return !/[\p{L}\p{N}]/u.test(character) || faces.some((face) => face.has(codePoint));
  });
}

function setParagraph(text: string, setting: Setting): SetLine[] {
  const explicit = setting.direction === 'auto' ? undefined : setting.direction;
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, explicit);
  const direction = (paragraphs[0]?.level ?? 0) % 2 === 1 ? 'rtl' : 'ltr';
  const choice = chooseFaces(text, typefaces(setting.weight));
  const set = (start: number, end: number): SetLine => {
    const runs = splitRuns(levels, choice, start, end).map(({ from, to, level, face }) => {
      const glyphs = face.shape(text.slice(from, to), level % 2 === 1 ? 'rtl' : 'ltr');
      const width = (glyphs.reduce((sum, glyph) => sum + glyph.advance, 0) * setting.size) / 1000;
      return { face, glyphs, width, level };
    });
    return {
      runs: reorder(runs),
      width: runs.reduce((sum, run) => sum + run.width, 0),
      direction,
    };
  };

  const lines: SetLine[] = [];
  for (let start = 0; start < text.length; ) {
    let end = start;
    let line: SetLine | null = null;
    for (const stop of stopsAfter(text, start)) {
      const longer = set(start, stop);
      if (longer.width > setting.width) break;
      [end, line] = [stop, longer];
    }
    if (line === null) {
      // One word wider than the line: an address, a long tag.
      for (const stop of graphemesAfter(text, start)) {
        const longer = set(start, stop);
        if (line !== null && longer.width > setting.width) break;
        [end, line] = [stop, longer];
      }
    }
    if (line === null) break;
    lines.push(line);
    start = text[end] === ' ' ? end + 1 : end;
  }
  return lines;
}

/** Where a line that begins at `start` may end: before each space, and at the end. */
function* stopsAfter(text: string, start: number): Generator<number> {
  for (let at = start + 1; at < text.length; at += 1) if (text[at] === ' ') yield at;
  yield text.length;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function* graphemesAfter(text: string, start: number): Generator<number> {
  for (const { index, segment } of graphemes.segment(text.slice(start))) {
    if (segment === ' ') return;
    yield start + index + segment.length;
  }
}

/** The face of each UTF-16 unit; null where no font has it. Marks and joiners keep their letter's face. */
function chooseFaces(text: string, faces: readonly Typeface[]): (Typeface | null)[] {
  const chosen: (Typeface | null)[] = [];
  let before: Typeface | null = null;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const kept: Typeface | null =
      before !== null && JOINS_THE_ONE_BEFORE.test(character) && before.has(codePoint) ? before : null;
    const face: Typeface | null = kept ?? faces.find((one) => one.has(codePoint)) ?? null;
    for (let unit = 0; unit < character.length; unit += 1) chosen.push(face);
    before = face;
  }
  return chosen;
}

function splitRuns(
  levels: Uint8Array,
  choice: readonly (Typeface | null)[],
  start: number,
  end: number,
): { from: number; to: number; level: number; face: Typeface }[] {
  const runs: { from: number; to: number; level: number; face: Typeface }[] = [];
  for (let at = start; at < end; at += 1) {
    const face = choice[at] ?? null;
    const level = levels[at] ?? 0;
    const last = runs.at(-1);
    if (face === null) continue;
    if (last !== undefined && last.to === at && last.face === face && last.level === level) last.to = at + 1;
    else runs.push({ from: at, to: at + 1, level, face });
  }
  return runs;
}

/** Rule L2 of UAX 9, over runs instead of characters: HarfBuzz has turned each run's own glyphs. */
function reorder<Run extends { level: number }>(runs: readonly Run[]): Run[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < ordered.length; from += 1) {
      if ((ordered[from]?.level ?? 0) < level) continue;
      let to = from;
      while (to < ordered.length && (ordered[to]?.level ?? 0) >= level) to += 1;
      ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = to;
    }
  }
  return ordered;
}
