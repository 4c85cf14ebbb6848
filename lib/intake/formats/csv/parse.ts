import { type Format, FormatRefused } from '../../format';
import { type Input, peek } from '../../input/input';
import { inMebibytes, LIMITS } from '../../limits';
import { readText } from '../../read-text';
import type { Reading } from '../../reading';
import { COLUMNS, type Header, hasRequired, readHeader, rowToRecord } from './columns';
import { type Row, readCells, splitRows } from './split-rows';

const DELIMITERS = [',', ';', '\t'];

/** CSV and TSV with the columns of the archive, or with a map that says what the file's own names mean. */
export const csv: Format = {
  name: 'csv',
  title: 'CSV or TSV with a header row',
  bundle: false,
  async recognise(input, { map }) {
    const members: string[] = [];
    for (const { name } of input.members) {
      const header = await headerOf(input, name, map);
      if (header && hasRequired(header.header)) members.push(name);
    }
    return members;
  },
  async *read(input, members, { map }) {
    for (const member of members) {
      const found = await headerOf(input, member, map);
      if (!found || !hasRequired(found.header)) {
        throw new FormatRefused(
          'columns-missing',
          `The header of “${member}” has no columns text and speaker. Rename two columns, or say with --map what the file’s own names mean. Known columns: ${COLUMNS.join(', ')}.`,
        );
      }
      yield* readRows(input.open(member), member, found.header, found.delimiter);
    }
  },
};

async function* readRows(
  stream: AsyncIterable<Uint8Array>,
  member: string,
  header: Header,
  delimiter: string,
): AsyncGenerator<Reading> {
  let first = true;
  for await (const row of splitRows(stream, delimiter.charCodeAt(0))) {
    if (!first && row.length > 0 && !(row.length === 1 && row.bytes[0] === CR)) {
      yield readRow(row, member, header, delimiter);
    }
    first = false;
  }
}

function readRow(row: Row, member: string, header: Header, delimiter: string): Reading {
  const mediaType = delimiter === '\t' ? 'text/tab-separated-values' : 'text/csv';
  const standing = { member, position: row.position, length: row.length };
  const problem = (reason: Extract<Reading, { is: 'problem' }>['reason'], message: string): Reading => ({
    is: 'problem',
    ...standing,
    reason,
    message,
    bytes: row.problem === 'too-long' ? undefined : row.bytes,
    mediaType,
  });
  if (row.problem === 'too-long') {
    return problem(
      'too-long',
      `The row is longer than ${inMebibytes(LIMITS.recordBytes)}; look for a quote that is never closed.`,
    );
  }
  if (row.problem === 'unclosed-quote') {
    return problem(
      'unreadable',
      'A quote is opened here and never closed before the file ends. Close it, or double it.',
    );
  }
  const text = readText(row.bytes);
  if (typeof text !== 'string') return problem(text.reason, text.message);
  const cells = readCells(text, delimiter);
  if (cells.slice(header.cells.length).some((cell) => cell.trim() !== '')) {
    return problem(
      'unreadable',
      `The row has ${cells.length} cells and the header ${header.cells.length}. Put quotes around cells that hold ${delimiter === '\t' ? 'a tab' : `“${delimiter}”`}.`,
    );
  }
  const record = rowToRecord(header, cells);
  if (typeof record === 'string') return problem('id-lost-digits', record);
  return { is: 'record', ...standing, record, bytes: row.bytes, make: 'submitted-row', mediaType };
}

/** The header row as each delimiter would cut it; the one that knows most of its columns is the file's. */
async function headerOf(
  input: Input,
  member: string,
  map: Readonly<Record<string, string>> | null,
): Promise<{ header: Header; delimiter: string } | null> {
  const start = (await peek(input, member)).replace(/^\uFEFF/, '');
  let best: { header: Header; delimiter: string; known: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const names = readCells(firstRow(start, delimiter), delimiter);
    const header = readHeader(names, map);
    const known = header.cells.filter((cell) => cell.ours !== null).length;
    if (known > (best?.known ?? 0)) best = { header, delimiter, known };
  }
  return best;
}

function firstRow(text: string, delimiter: string): string {
  let quoted = false;
  let cellStart = true;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '\n') {
      return text.slice(0, at);
    } else if (char === '"' && cellStart) {
      quoted = true;
      cellStart = false;
    } else cellStart = char === delimiter;
  }
  return text;
}

const CR = 0x0d;
