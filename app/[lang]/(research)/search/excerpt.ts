import type { Range } from '@/lib/search/highlight';

export interface Piece {
  /** Where it begins in the text; where words were left out, the sign for them. */
  at: string;
  text: string;
  lit: boolean;
}

const LONGEST = 320;
const BEFORE = 90;

/**
 * A text cut into pieces that are lit or not. A long one is shown around its first match, cut between
 * words, with … where words were left out.
 */
export function excerpt(text: string, ranges: readonly Range[]): Piece[] {
  const [from, to] = window(text, ranges[0]?.[0] ?? 0);
  const pieces: Piece[] = [];
  const push = (start: number, end: number, lit: boolean) => {
    if (end > start) pieces.push({ at: String(start), text: text.slice(start, end), lit });
  };
  if (from > 0) pieces.push({ at: 'before', text: '… ', lit: false });
  let at = from;
  for (const [start, end] of ranges) {
    if (end <= from || start >= to) continue;
    push(at, Math.max(start, at), false);
    push(Math.max(start, from), Math.min(end, to), true);
    at = Math.min(end, to);
  }
  push(at, to, false);
  if (to < text.length) pieces.push({ at: 'after', text: ' …', lit: false });
  return pieces;
}

function window(text: string, match: number): [number, number] {
  if (text.length <= LONGEST) return [0, text.length];
  let from = Math.max(0, Math.min(match - BEFORE, text.length - LONGEST));
  if (from > 0) from = text.indexOf(' ', from) + 1 || from;
  let to = Math.min(text.length, from + LONGEST);
  if (to < text.length) {
    const space = text.lastIndexOf(' ', to);
    if (space > Math.max(match, from)) to = space;
  }
  return [from, to];
}
