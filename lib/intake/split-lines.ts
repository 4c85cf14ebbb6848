import { LIMITS } from './limits';

/** One line's bytes without its line feed, and where in the input it began. */
export interface Line {
  position: number;
  bytes: Uint8Array;
  /** The line is longer than the limit: `bytes` is empty and `length` says how long it was. */
  tooLong: boolean;
  length: number;
}

/**
 * Cuts a byte stream into lines at LF, whatever the chunks. A carriage return before the LF belongs to the
 * line. Holds one line at most, and of a line over the limit nothing at all. A last line needs no LF.
 */
export async function* splitLines(
  input: AsyncIterable<Uint8Array>,
  limit: number = LIMITS.recordBytes,
): AsyncGenerator<Line> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let position = 0;

  const finish = (): Line => {
    const tooLong = length > limit;
    const bytes = tooLong ? NOTHING : pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    const line = { position, bytes, tooLong, length };
    position += length + 1;
    pieces = [];
    length = 0;
    return line;
  };
  const keep = (piece: Uint8Array) => {
    length += piece.length;
    if (length > limit) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  };

  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(LF, start); end !== -1; end = chunk.indexOf(LF, start)) {
      keep(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}

const LF = 0x0a;
const NOTHING = new Uint8Array(0);
