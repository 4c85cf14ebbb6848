import type { Format, ReadingOptions } from '../../format';
import { peek } from '../../input/input';
import { inMebibytes, LIMITS } from '../../limits';
import { redacted } from '../../notice';
import { identityFromUrl } from '../../post-identity';
import { readText } from '../../read-text';
import type { Reading } from '../../reading';
import { type Cell, type Row, readCells, splitCells, splitRows } from '../csv/split-rows';
import { type PythonValue, readPython } from './read-python';

/** What the Auto Archiver writes: its own CSV with Python literals in the cells, or its sheet's columns. */
export const autoArchiver: Format = {
  name: 'auto-archiver',
  title: 'Auto Archiver CSV',
  bundle: false,
  async recognise(input) {
    const members: string[] = [];
    for (const { name } of input.members) {
      if (headerKind(headerOf(await peek(input, name))) !== null) members.push(name);
    }
    return members;
  },
  async *read(input, members, options) {
    for (const member of members) {
      const header = headerOf(await peek(input, member));
      const literal = headerKind(header) === 'literals';
      let first = true;
      for await (const row of splitRows(input.open(member), COMMA)) {
        if (!first && row.length > 1) {
          yield readRow(row, member, (cells) =>
            literal ? readLiterals(cells, options) : readSheet(header, cells),
          );
        }
        first = false;
      }
    }
  },
};

const COMMA = 0x2c;

function headerOf(start: string): string[] {
  const [line = ''] = start.replace(/^\uFEFF/, '').split('\n', 1);
  return readCells(line, ',').map((name) => name.trim().toLowerCase());
}

function headerKind(header: readonly string[]): 'literals' | 'sheet' | null {
  if (header.join(',') === 'status,metadata,media') return 'literals';
  return header.includes('link') && header.includes('archive status') && header.includes('archive location')
    ? 'sheet'
    : null;
}

interface RowRead {
  record: Record<string, unknown> | null;
  problem?: { reason: 'unreadable' | 'zone-needed'; message: string };
  /** Cells that must not be kept. */
  cut: { index: number; name: string }[];
}

function readRow(row: Row, member: string, read: (cells: readonly Cell[]) => RowRead): Reading {
  const standing = { member, position: row.position, length: row.length };
  const problem = (
    reason: Extract<Reading, { is: 'problem' }>['reason'],
    message: string,
    // What cannot be read cannot be cleared of what must not be kept.
    bytes?: Uint8Array,
  ): Reading => ({ is: 'problem', ...standing, reason, message, bytes, mediaType: 'text/csv' });
  if (row.problem === 'too-long') {
    return problem(
      'too-long',
      `The row is longer than ${inMebibytes(LIMITS.recordBytes)}; look for a quote that is never closed.`,
    );
  }
  if (row.problem !== null)
    return problem('unreadable', 'A quote is opened here and never closed before the file ends.');
  const text = readText(row.bytes);
  if (typeof text !== 'string') return problem(text.reason, text.message);
  const cells = splitCells(text, ',');
  const { record, problem: found, cut } = read(cells);
  const kept = cut.length > 0 ? withoutCells(text, cells, cut) : row.bytes;
  if (found) return problem(found.reason, found.message, found.reason === 'zone-needed' ? kept : undefined);
  if (record === null) return { is: 'passed-over', ...standing, reason: 'no-words' };
  return {
    is: 'record',
    ...standing,
    record,
    suggestions: cut.length > 0 ? [redacted(cut.map(({ name }) => name))] : [],
    bytes: kept,
    make: 'submitted-row',
    mediaType: 'text/csv',
  };
}

/** The row with some cells emptied and every other byte as it was. */
function withoutCells(text: string, cells: readonly Cell[], cut: RowRead['cut']): Uint8Array {
  let kept = '';
  let copied = 0;
  for (const { index } of cut) {
    kept += text.slice(copied, cells[index]!.start);
    copied = cells[index]!.end;
  }
  return Buffer.from(kept + text.slice(copied), 'utf8');
}

function readLiterals(cells: readonly Cell[], options: ReadingOptions): RowRead {
  const read = readPython(cells[1]?.value ?? '');
  if (!read || typeof read.value !== 'object' || read.value === null || !('dict' in read.value)) {
    const message =
      'metadata: this is no Python dictionary, which the Auto Archiver writes there. Export the row again.';
    return { record: null, problem: { reason: 'unreadable', message }, cut: [] };
  }
  const facts = read.value.dict;
  const text = [textOf(facts.get('title')), textOf(facts.get('content'))].filter(Boolean).join('\n\n');
  // The media cell tells of files and their cameras, down to where a picture was taken.
  const cut = cells[2]?.value ? [{ index: 2, name: 'media' }] : [];
  if (namesPrivate(read.value)) cut.unshift({ index: 1, name: 'metadata' });
  if (text.trim() === '') return { record: null, cut };
  const date = readInstant(facts.get('timestamp'), options);
  if (date === null) {
    const message =
      'timestamp: a local time without its zone. Say with --zone where it was taken, such as --zone Asia/Damascus.';
    return { record: null, problem: { reason: 'zone-needed', message }, cut };
  }
  const captured = readInstant(facts.get('_processed_at'), options)?.date;
  return { record: post(text, textOf(facts.get('url')), { ...authorOf(facts), ...date, captured }), cut };
}

function readSheet(header: readonly string[], cells: readonly Cell[]): RowRead {
  const cell = (name: string) => cells[header.indexOf(name)]?.value.trim() || undefined;
  const text = cell('text content') ?? cell('upload title');
  if (text === undefined) return { record: null, cut: [] };
  const record = post(text, cell('link'), {
    date: isoTime(cell('upload timestamp')),
    captured: isoTime(cell('archive date')),
  });
  return { record, cut: [] };
}

function post(text: string, url: string | undefined, more: Record<string, unknown>): Record<string, unknown> {
  const identity = url === undefined ? null : identityFromUrl(url);
  return {
    kind: identity?.platform === 'youtube' ? 'video' : 'post',
    text,
    url,
    speaker: 'unknown',
    ...identity,
    ...more,
  };
}

function authorOf(facts: ReadonlyMap<string, PythonValue>): Record<string, unknown> {
  const name = ['uploader', 'author', 'username', 'channel']
    .map((key) => textOf(facts.get(key)))
    .find(Boolean);
  return name === undefined ? {} : { speaker: name, account: name };
}

function textOf(value: PythonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** `datetime.datetime(2016, 12, 13, 18, 0, tzinfo=datetime.timezone.utc)`, or a text of ISO 8601. */
function readInstant(
  value: PythonValue | undefined,
  { zone }: ReadingOptions,
): { date?: string; zone?: string } | null {
  if (typeof value === 'string') return { date: isoTime(value) };
  if (
    typeof value !== 'object' ||
    value === null ||
    !('call' in value) ||
    !/(^|\.)datetime$/.test(value.call)
  )
    return {};
  const numbers = value.args.slice(0, 6);
  if (numbers.length < 3 || numbers.some((part) => !Number.isInteger(part))) return {};
  const [year, month, day, hour = 0, minute = 0, second = 0] = numbers as number[];
  const two = (part: number) => String(part).padStart(2, '0');
  const local = `${String(year).padStart(4, '0')}-${two(month!)}-${two(day!)}T${two(hour)}:${two(minute)}:${two(second)}`;
  const offset = value.named.get('tzinfo') ?? value.args[7];
  if (offset !== undefined && offset !== null && JSON.stringify(offset).includes('utc'))
    return { date: `${local}Z` };
  return zone === null ? null : { date: local, zone };
}

/** `2016-12-13 18:00:00+00:00`, as a sheet shows it, in the writing of ISO 8601. */
function isoTime(text: string | undefined): string | undefined {
  return text
    ?.trim()
    .replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d)/, '$1T$2')
    .replace(/\+00:00$/, 'Z')
    .replace(/(:\d\d)\.\d+/, '$1');
}

const PRIVATE_KEY = /^(upload_?ip|ip|gps.*|exif.*|latitude|longitude|e-?mail|phone.*|cookies|http_headers)$/i;

function namesPrivate(value: PythonValue): boolean {
  if (Array.isArray(value)) return value.some(namesPrivate);
  if (typeof value !== 'object' || value === null) return false;
  if ('call' in value) return value.args.some(namesPrivate) || [...value.named.values()].some(namesPrivate);
  return [...value.dict].some(([key, inner]) => PRIVATE_KEY.test(key) || namesPrivate(inner));
}
