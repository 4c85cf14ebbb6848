/** A stretch of text: what is seen, or one character that is not. */
export type TextPart =
  | { hidden: false; text: string }
  /** `code` like U+200F; `name` short, as people who set Arabic know it. */
  | { hidden: true; code: string; name: string };

const NAMES: Readonly<Record<number, string>> = {
  9: 'TAB',
  160: 'NBSP',
  173: 'SHY',
  1564: 'ALM',
  8203: 'ZWSP',
  8204: 'ZWNJ',
  8205: 'ZWJ',
  8206: 'LRM',
  8207: 'RLM',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8288: 'WJ',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
};

// Format and control characters, and spaces other than the plain one; line ends are seen as line ends.
const HIDDEN = /[\p{Cf}\p{Cc}\p{Zs}\u2028\u2029\u034f\u115f\u1160\u3164\uffa0\ufe00-\ufe0f]/u;

/**
 * Splits a text so that what cannot be seen can be shown: direction marks and overrides, joiners,
 * zero-width and odd spaces, control characters. The parts' texts and hidden characters together are
 * the text, in order.
 */
export function revealHidden(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let seen = '';
  for (const character of text) {
    if (character === ' ' || character === '\n' || !HIDDEN.test(character)) {
      seen += character;
      continue;
    }
    if (seen) parts.push({ hidden: false, text: seen });
    seen = '';
    const point = character.codePointAt(0) ?? 0;
    const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
    parts.push({ hidden: true, code, name: NAMES[point] ?? code });
  }
  if (seen) parts.push({ hidden: false, text: seen });
  return parts;
}

/** How many characters of a text cannot be seen. */
export function countHidden(text: string): number {
  return revealHidden(text).filter((part) => part.hidden).length;
}
