import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Blob, Direction, Face, Font, Buffer as ShapingBuffer, shape } from 'harfbuzzjs';

/** A weight that the pictures have. */
export type Weight = 400 | 600;

/** A glyph with where it goes, in thousandths of the type size; `y` grows upwards. */
export interface ShapedGlyph {
  id: number;
  advance: number;
  x: number;
  y: number;
}

/** One font file, ready to shape text and to give outlines. */
export interface Typeface {
  name: string;
  has(codePoint: number): boolean;
  /** The glyphs of `text` from left to right as they stand on the page, joined where the script joins. */
  shape(text: string, direction: 'ltr' | 'rtl'): ShapedGlyph[];
  /** A glyph's outline as SVG path data, `y` upwards, in units of which `unitsPerEm` make the type size. */
  outline(glyph: number): string;
  unitsPerEm: number;
}

// The site's own fonts (app/fonts) unpacked: HarfBuzz reads no WOFF2. The Arabic one comes last, because
// spaces and Latin punctuation inside Arabic are the Latin font's on the pages too.
const FILES: Record<Weight, readonly string[]> = {
  400: ['literata-400', 'literata-ext-400', 'naskh-400'],
  600: ['literata-600', 'literata-ext-600', 'naskh-700'],
};

const loaded = new Map<Weight, Typeface[]>();

/**
 * The typefaces of a weight, in the order in which they are asked for a character. Read from the
 * project's folder once; throws where the files are missing.
 */
export function typefaces(weight: Weight): Typeface[] {
  const known = loaded.get(weight);
  if (known !== undefined) return known;
  const faces = FILES[weight].map(loadTypeface);
  loaded.set(weight, faces);
  return faces;
}

function loadTypeface(name: string): Typeface {
  const file = path.join(process.cwd(), 'lib', 'reading', 'share-picture', 'fonts', `${name}.ttf`);
  const face = new Face(new Blob(readFileSync(file)));
  const font = new Font(face);
  const covered = new Set(face.collectUnicodes());
  const unitsPerEm = face.upem;
  const outlines = new Map<number, string>();
  return {
    name,
    unitsPerEm,
    has: (codePoint) => covered.has(codePoint),
    shape(text, direction) {
      const buffer = new ShapingBuffer();
      buffer.addText(text);
      buffer.guessSegmentProperties();
      // The bidi algorithm knows the direction; a guess from one run's letters would not.
      buffer.setDirection(direction === 'rtl' ? Direction.RTL : Direction.LTR);
      shape(font, buffer);
      const positions = buffer.getGlyphPositions();
      const scale = 1000 / unitsPerEm;
      return buffer.getGlyphInfos().map(({ codepoint }, at) => {
        const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {};
        return { id: codepoint, advance: xAdvance * scale, x: xOffset * scale, y: yOffset * scale };
      });
    },
    outline(glyph) {
      const drawn = outlines.get(glyph) ?? font.glyphToPath(glyph);
      outlines.set(glyph, drawn);
      return drawn;
    },
  };
}
