import type { Weight } from './faces';
import { type SetLine, setText } from './set-text';

/** What a share picture says; every text in its own direction. */
export interface Picture {
  /** The direction of the interface: on which side the picture begins. */
  direction: 'ltr' | 'rtl';
  /** The words, or what stands in their place; `quiet` where they are nobody's words. */
  words: { text: string; direction: 'ltr' | 'rtl' | 'auto'; quiet: boolean };
  /** What has to be said of the words: that they are reported, or who translated them. */
  note: string | null;
  who: string;
  when: string;
  /** The archive's name, and the address to read at, without its scheme. */
  archive: string;
  address: string;
}

export const PICTURE_WIDTH = 1200;
export const PICTURE_HEIGHT = 630;

const EDGE = 84;
const BAR = 6;
const INNER = PICTURE_WIDTH - 2 * EDGE;
// The page's own colours by day (app/styles/tokens.css).
const [PAPER, INK, QUIET, LINE, ACCENT] = ['#fcfbf7', '#211f1a', '#67624f', '#d9d4c4', '#4d5d16'];
const SIZES = [66, 58, 50, 44, 38, 34];
/** Where the words end and the foot begins, in pixels from the top. */
const FLOOR = 420;
/** Characters beyond which no text fits at any size. */
const LONGEST = 800;

/** Draws a share picture as SVG without text elements: outlines alone, so that it needs no font to show. */
export function drawPicture(picture: Picture): string {
  const { lines, size } = fitWords(picture);
  const leading = leadingOf(size, picture.words.text);
  const block = lines.length * leading;
  const top = Math.max(EDGE - 10, (EDGE - 10 + FLOOR - block) / 2);
  const parts = lines.map((line, at) =>
    place(line, size, top + at * leading + leading * 0.72, line.direction, picture.words.quiet ? QUIET : INK),
  );
  const barAt = lines[0]?.direction === 'rtl' ? PICTURE_WIDTH - EDGE + 26 : EDGE - 26 - BAR;
  if (!picture.words.quiet) {
    parts.push(
      `<rect x="${barAt}" y="${top.toFixed(1)}" width="${BAR}" height="${block.toFixed(1)}" fill="${ACCENT}"/>`,
    );
  }
  const foot = (text: string, y: number, textSize: number, weight: Weight, colour: string, across = 1) => {
    const line = fitLine(text, textSize, weight, picture.direction, INNER * across);
    return line === null ? '' : place(line, textSize, y, picture.direction, colour);
  };
  const corner = (text: string, y: number, textSize: number, weight: Weight, colour: string) => {
    const line = fitLine(text, textSize, weight, 'auto', INNER * 0.36);
    return line === null ? '' : place(line, textSize, y, picture.direction === 'rtl' ? 'ltr' : 'rtl', colour);
  };
  parts.push(
    picture.note === null ? '' : foot(picture.note, 462, 25, 400, QUIET),
    `<rect x="${EDGE}" y="486" width="${INNER}" height="1.5" fill="${LINE}"/>`,
    foot(picture.who, 537, 37, 600, INK, 0.62),
    foot(picture.when, 584, 28, 400, QUIET, 0.62),
    corner(picture.archive, 537, 37, 600, ACCENT),
    corner(picture.address, 584, 23, 400, QUIET),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}"><rect width="100%" height="100%" fill="${PAPER}"/>${parts.join('')}</svg>`;
}

/** The words at the largest size at which they all fit; at the smallest, as many as fit and an ellipsis. */
function fitWords({ words }: Picture): { lines: SetLine[]; size: number } {
  const set = (text: string, size: number) =>
    setText(text, { size, weight: 400, direction: words.direction, width: INNER });
  const room = (size: number) => Math.floor((FLOOR - EDGE + 10) / leadingOf(size, words.text));
  for (const size of words.text.length > LONGEST ? [] : SIZES) {
    const lines = set(words.text, size);
    if (lines.length <= room(size)) return { lines, size };
  }
  const size = SIZES.at(-1) ?? 34;
  const pieces = words.text.slice(0, LONGEST).split(' ');
  let [fits, tooMany] = [1, pieces.length];
  while (fits + 1 < tooMany) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (set(cut(pieces, middle), size).length <= room(size)) fits = middle;
    else tooMany = middle;
  }
  return { lines: set(cut(pieces, fits), size).slice(0, room(size)), size };
}

/** One line, with an ellipsis where it would be two; null where there is nothing to set. */
function fitLine(
  text: string,
  size: number,
  weight: Weight,
  direction: 'ltr' | 'rtl' | 'auto',
  width: number,
): SetLine | null {
  const setting = { size, weight, direction, width };
  const [line, more] = setText(text, setting);
  if (line === undefined || more === undefined) return line ?? null;
  const pieces = text.split(' ');
  for (let count = pieces.length - 1; count > 0; count -= 1) {
    const [shorter, rest] = setText(cut(pieces, count), setting);
    if (shorter !== undefined && rest === undefined) return shorter;
  }
  return line;
}

function cut(pieces: readonly string[], count: number): string {
  return `${pieces.slice(0, count).join(' ')} …`;
}

/** Arabic letters reach higher and lower than Latin ones, and need more room between lines. */
function leadingOf(size: number, text: string): number {
  return size * (/\p{Script=Arabic}/u.test(text) ? 1.62 : 1.34);
}

/** A line's outlines with its start at the side where `side` begins, its baseline at `y`. */
function place(line: SetLine, size: number, y: number, side: 'ltr' | 'rtl', colour: string): string {
  let x = side === 'rtl' ? PICTURE_WIDTH - EDGE - line.width : EDGE;
  const paths: string[] = [];
  for (const { face, glyphs } of line.runs) {
    const scale = size / face.unitsPerEm;
    for (const glyph of glyphs) {
      const outline = face.outline(glyph.id);
      if (outline !== '') {
        const left = x + (glyph.x * size) / 1000;
        const base = y - (glyph.y * size) / 1000;
        paths.push(
          `<path transform="matrix(${scale.toFixed(5)} 0 0 ${(-scale).toFixed(5)} ${left.toFixed(2)} ${base.toFixed(2)})" d="${outline}"/>`,
        );
      }
      x += (glyph.advance * size) / 1000;
    }
  }
  return `<g fill="${colour}">${paths.join('')}</g>`;
}
