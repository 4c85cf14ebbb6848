import { LIMITS } from '../../limits';

/** One row's bytes without its line end, and where in the file it began. */
export interface Row {
  position: number;
  length: number;
  bytes: Uint8Array;
  problem: 'too-long' | 'unclosed-quote' | null;
}

/**
 * Cuts a CSV or TSV (RFC 4180) into rows as it streams in: a line end inside quotes belongs to its cell. A
 * quote opens a cell only where the cell begins, so that an inch sign in the middle of one does no harm. A
 * row over the limit is passed over to its end without being held.
 */
export async function* splitRows(
  input: AsyncIterable<Uint8Array>,
  delimiter: number,
  offset = 0,
): AsyncGenerator<Row> {
  const splitter = new RowSplitter(delimiter, offset);
  for await (const chunk of input) yield* splitter.feed(chunk);
  yield* splitter.end();
}

class RowSplitter {
  private pieces: Buffer[] = [];
  private length = 0;
  private state: 'cell-start' | 'plain' | 'quoted' | 'quote-in-quoted' = 'cell-start';

  constructor(
    private readonly delimiter: number,
    private position: number,
  ) {}

  feed(chunk: Uint8Array): Row[] {
    const rows: Row[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (this.state === 'quoted') {
        // Most of a quoted cell is not a quote: jump to the next one.
        const next = chunk.indexOf(QUOTE, at);
        if (next === -1) break;
        at = next;
        this.state = 'quote-in-quoted';
      } else if (byte === QUOTE && this.state === 'quote-in-quoted') {
        this.state = 'quoted';
      } else if (byte === QUOTE && this.state === 'cell-start') {
        this.state = 'quoted';
      } else if (byte === LF) {
        this.keep(chunk.subarray(start, at));
        rows.push(this.finish(null));
        start = at + 1;
      } else if (this.position > 0 || byte !== BYTE_ORDER_MARK[this.length + at]) {
        this.state = byte === this.delimiter ? 'cell-start' : 'plain';
      }
    }
    this.keep(chunk.subarray(start));
    return rows;
  }

  end(): Row[] {
    if (this.length === 0) return [];
    return [this.finish(this.state === 'quoted' ? 'unclosed-quote' : null)];
  }

  private keep(piece: Uint8Array): void {
    this.length += piece.length;
    if (this.length > LIMITS.recordBytes) {
      this.pieces = [];
      // A quote that never closes would swallow the rest of the file: beyond the limit, rows are lines.
      if (this.state === 'quoted') this.state = 'plain';
    } else if (piece.length > 0) this.pieces.push(Buffer.from(piece));
  }

  private finish(problem: Row['problem']): Row {
    const tooLong = this.length > LIMITS.recordBytes;
    const row: Row = {
      position: this.position,
      length: this.length,
      bytes: tooLong ? Buffer.alloc(0) : Buffer.concat(this.pieces),
      problem: tooLong ? 'too-long' : problem,
    };
    this.position += this.length + 1;
    this.pieces = [];
    this.length = 0;
    this.state = 'cell-start';
    return row;
  }
}

/** One cell: its value, and where its source (with any quotes) stands in the row's text. */
export interface Cell {
  value: string;
  start: number;
  end: number;
}

/** The cells of one row, quotes taken off and doubled quotes made single. A CR before the end goes. */
export function splitCells(row: string, delimiter: string): Cell[] {
  const text = row.endsWith('\r') ? row.slice(0, -1) : row;
  const cells: Cell[] = [];
  let at = 0;
  for (;;) {
    const start = at;
    let quoted = '';
    if (text[at] === '"') {
      for (;;) {
        const close = text.indexOf('"', at + 1);
        if (close === -1) {
          quoted += text.slice(at + 1);
          at = text.length;
          break;
        }
        quoted += text.slice(at + 1, close);
        at = close + 1;
        if (text[at] !== '"') break;
        quoted += '"';
      }
    }
    const next = text.indexOf(delimiter, at);
    const end = next === -1 ? text.length : next;
    cells.push({ value: quoted + text.slice(at, end), start, end });
    if (next === -1) return cells;
    at = next + delimiter.length;
  }
}

/** The values of a row's cells. */
export function readCells(row: string, delimiter: string): string[] {
  return splitCells(row, delimiter).map((cell) => cell.value);
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LF = 0x0a;
const QUOTE = 0x22;
