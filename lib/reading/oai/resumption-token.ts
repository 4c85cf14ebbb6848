import { z } from 'zod';
import type { After, Span } from './records';

/** Where a harvester stands in a list. The token carries all of it, so that it never expires. */
export interface ListState extends Span {
  after: After | null;
  /** Records given so far. */
  given: number;
  /** Records that the list had when it began; null before it was counted. */
  total: number | null;
}

const day = z.iso.date();
const carried = z.tuple([
  day.nullable(),
  day.nullable(),
  day,
  z.string().regex(/^[0-9a-hjkmnp-tv-z]{10}$/),
  z.int().min(1),
  z.int().min(0),
]);

/** The token that goes on after `state.after`. */
export function writeToken(state: ListState & { after: After; total: number }): string {
  const { from, until, after, given, total } = state;
  return Buffer.from(JSON.stringify([from, until, after.datestamp, after.reference, given, total])).toString(
    'base64url',
  );
}

/** Reads a token; null for anything that `writeToken` would not have made. */
export function readToken(token: string): ListState | null {
  if (!/^[A-Za-z0-9_-]{1,400}$/.test(token)) return null;
  try {
    const read = carried.safeParse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    if (!read.success) return null;
    const [from, until, datestamp, reference, given, total] = read.data;
    return { from, until, after: { datestamp, reference }, given, total };
  } catch {
    return null;
  }
}
