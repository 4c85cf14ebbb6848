import { testimonyRecord } from '@/lib/archive/record';

/** The columns that a CSV may have: the fields of a `sawt/1` testimony that fit into one cell. */
const NOT_A_CELL = ['translations', 'relations', 'sources'];
export const COLUMNS: readonly string[] = Object.keys(testimonyRecord.shape).filter(
  (name) => !NOT_A_CELL.includes(name),
);
/** Several values in one cell, joined by `|`. */
const LISTS: readonly string[] = ['place', 'events', 'tags', 'warning'];
/** What a spreadsheet likes to take for a number. */
const IDS = ['platformId', 'reference', 'url', 'account'];

/** What a file's header means: for each cell its column of ours, or null; and cells that are the same in every row. */
export interface Header {
  cells: readonly { theirs: string; ours: string | null }[];
  fixed: Readonly<Record<string, string>>;
}

/**
 * Reads a header row. `map` says what the file's own names mean (`{"Tweet text": "text"}`, either way
 * round), and `{"=Test Speaker": "speaker"}` a value that holds for every row. Without it our own names
 * are known in any case, with spaces or underscores.
 */
export function readHeader(names: readonly string[], map: Readonly<Record<string, string>> | null): Header {
  const fixed: Record<string, string> = {};
  const mapped = new Map<string, string>();
  for (const [from, to] of Object.entries(map ?? {})) {
    if (from.startsWith('=')) fixed[to] = from.slice(1);
    else if (COLUMNS.includes(from) && !COLUMNS.includes(to)) mapped.set(to, from);
    else mapped.set(from, to);
  }
  const cells = names.map((name) => {
    const theirs = name.trim();
    return { theirs, ours: mapped.get(theirs) ?? mapped.get(name) ?? ownColumn(theirs) };
  });
  return { cells, fixed };
}

function ownColumn(name: string): string | null {
  const folded = name.replace(/[\s_-]/g, '').toLowerCase();
  return COLUMNS.find((column) => column.toLowerCase() === folded) ?? null;
}

/** Whether a header can be read as testimonies: words and a speaker are there. */
export function hasRequired(header: Header): boolean {
  const known = new Set([...header.cells.map((cell) => cell.ours), ...Object.keys(header.fixed)]);
  return known.has('text') && known.has('speaker');
}

/** One row as a `sawt/1` record, or the sentence that says why its id cannot be trusted. */
export function rowToRecord(header: Header, cells: readonly string[]): Record<string, unknown> | string {
  const record: Record<string, unknown> = { ...cellsOf(header.fixed) };
  for (const [index, { theirs, ours }] of header.cells.entries()) {
    const value = cells[index] ?? '';
    if (value.trim() === '') continue;
    if (ours === null) {
      record[theirs || `column ${index + 1}`] = value;
      continue;
    }
    if (IDS.includes(ours) && LOST_DIGITS.test(value.trim())) {
      return `${theirs}: “${value.trim()}” is an id that a spreadsheet has rounded, its last digits are lost. Export it again with that column as text.`;
    }
    record[ours] = value;
  }
  return cellsOf(record);
}

const LOST_DIGITS = /(^|\/)[0-9]([.,][0-9]+)?E\+[0-9]{1,2}$/i;

function cellsOf(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    if (typeof value !== 'string') read[name] = value;
    else if (LISTS.includes(name)) read[name] = splitValues(value);
    else if (name === 'minor') read[name] = yesOrNo(value);
    // Words stay as they are, spaces and all; everything else is a value.
    else read[name] = name === 'text' ? value : value.trim();
  }
  splitSources(read);
  return read;
}

function splitValues(value: string): string[] {
  return value
    .split('|')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** `source` and `locator` with several values are several citations, the first with the first. */
function splitSources(record: Record<string, unknown>): void {
  const ids = typeof record.source === 'string' ? splitValues(record.source) : [];
  if (ids.length < 2) return;
  const locators =
    typeof record.locator === 'string' ? record.locator.split('|').map((one) => one.trim()) : [];
  record.sources = ids.map((id, index) => ({ id, locator: locators[index] || null }));
  delete record.source;
  delete record.locator;
}

function yesOrNo(value: string): unknown {
  const word = value.trim().toLowerCase();
  if (['yes', 'true', '1', 'y', 'نعم'].includes(word)) return true;
  if (['no', 'false', '0', 'n', 'لا'].includes(word)) return false;
  return value;
}
