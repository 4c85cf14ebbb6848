import { type EdtfNode, parse } from 'edtf';
import { ok, type Result, refuse } from '../result';
import { civilDay, type DatePattern, daysIn, firstDay } from './calendar-days';

export type Unit = 'year' | 'month' | 'day';

/** One date as written. */
export interface DatePart extends DatePattern {
  kind: 'date';
  /** The finest unit that `~` or `%` stands on; null without either. */
  approximate: Unit | null;
  /** The finest unit that `?` or `%` stands on; null without either. */
  uncertain: Unit | null;
}
/** A quarter, a third or a half of a year: months counted from 1. */
export interface FractionPart {
  kind: 'fraction';
  year: number;
  of: 'quarter' | 'third' | 'half';
  nth: number;
}
/** A year of which only the first digits are meant: 2016S2 is 2016, give or take the century. */
export interface RoundedYearPart {
  kind: 'rounded-year';
  year: number;
  first: number;
  last: number;
}
/** A date and time (ISO 8601). `offset` in minutes east of UTC; null where none is given. */
export interface TimePart {
  kind: 'time';
  /** Wall-clock time, counted as if it were UTC, in milliseconds. */
  wall: number;
  toTheSecond: boolean;
  offset: number | null;
}
export type Part = DatePart | FractionPart | RoundedYearPart | TimePart;
export type Member = { from: Part; to: Part | null };

/** What an EDTF text says, before any zone is known. */
export type EdtfReading =
  | { kind: 'single'; part: Part }
  /** `open`: known to be open (`..`); `unknown`: left empty. */
  | { kind: 'interval'; start: Part | 'open' | 'unknown'; end: Part | 'open' | 'unknown' }
  | { kind: 'set'; every: boolean; earlier: boolean; later: boolean; members: Member[] };

/** What can be wrong with a date as written. */
export type EdtfRefusal = {
  reason: 'not-a-date' | 'no-such-day' | 'no-such-time' | 'unsupported-date' | 'out-of-range';
  message: string;
};

/**
 * Reads an EDTF (ISO 8601-2:2019, level 2) or ISO 8601 date. Times are read here rather than by the
 * EDTF parser, which counts `.5` of a second as five milliseconds and knows only some offsets.
 * Refuses, with what to write instead, whatever has no certain bounds.
 */
export function readEdtf(written: string): Result<EdtfReading, EdtfRefusal> {
  const text = written.trim();
  // The parser is a general one whose work grows faster than its input.
  if (text === '' || text.length > 200) return notADate(written);
  const ends = text.split('/');
  if (ends.length === 2) {
    const start = readEnd(ends[0] as string);
    if (!start.ok) return start;
    const end = readEnd(ends[1] as string);
    if (!end.ok) return end;
    return ok({ kind: 'interval', start: start.value, end: end.value });
  }
  if (/^[[{]/.test(text)) return readSet(text);
  const part = readPart(text);
  return part.ok ? ok({ kind: 'single', part: part.value }) : part;
}

function readEnd(text: string): Result<Part | 'open' | 'unknown', EdtfRefusal> {
  if (text === '') return ok('unknown' as const);
  if (text === '..') return ok('open' as const);
  return readPart(text);
}

function readSet(text: string): Result<EdtfReading, EdtfRefusal> {
  const node = parsed(text);
  if (node?.type !== 'Set' && node?.type !== 'List') return notADate(text);
  const members: Member[] = [];
  for (const value of node.values) {
    const [first, second] = Array.isArray(value) ? value : [value, null];
    const from = partOf(first, text);
    if (!from.ok) return from;
    const to = second === null ? null : partOf(second, text);
    if (to && !to.ok) return to;
    members.push({ from: from.value, to: to === null ? null : to.value });
  }
  return ok({
    kind: 'set',
    every: node.type === 'List',
    earlier: node.earlier === true,
    later: node.later === true,
    members,
  });
}

const TIME =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(Z|([+-])(\d{2})(?::?(\d{2}))?)?$/;

function readPart(text: string): Result<Part, EdtfRefusal> {
  const time = TIME.exec(text);
  if (time) return readTime(text, time);
  const node = parsed(text);
  return node ? partOf(node, text) : notADate(text);
}

function readTime(text: string, found: RegExpExecArray): Result<Part, EdtfRefusal> {
  const numberAt = (group: number) => Number(found[group] ?? 0);
  const [year, month, day] = [numberAt(1), numberAt(2), numberAt(3)];
  const [hour, minute, second] = [numberAt(4), numberAt(5), numberAt(6)];
  if (!dayExists(year, month, day)) return noSuchDay(text);
  const midnight = hour === 24 && minute === 0 && second === 0;
  const [offsetHours, offsetMinutes] = [Number(found[9] ?? 0), Number(found[10] ?? 0)];
  if ((hour > 23 && !midnight) || minute > 59 || second > 59 || offsetHours > 18 || offsetMinutes > 59) {
    return refuse(
      'no-such-time',
      `“${text}” is not a time of day: hours 00 to 23, minutes and seconds 00 to 59.`,
    );
  }
  const sign = found[8] === '-' ? -1 : 1;
  return ok({
    kind: 'time',
    wall: civilDay(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000,
    toTheSecond: found[6] !== undefined,
    offset: found[7] === undefined ? null : sign * (offsetHours * 60 + offsetMinutes),
  });
}

const FRACTIONS = [
  { from: 33, of: 'quarter' },
  { from: 37, of: 'third' },
  { from: 40, of: 'half' },
] as const;

function partOf(node: EdtfNode | number | null | undefined, text: string): Result<Part, EdtfRefusal> {
  if (typeof node !== 'object' || node === null) return notADate(text);
  const values = node.values.filter((value) => typeof value === 'number');
  const [year, second] = values as [number, number?];
  if (year < 0 || year > 9999 || (year === 0 && node.unspecified === undefined)) return outOfRange(text);
  switch (node.type ?? 'Date') {
    case 'Date':
      return datePart(values, node, text);
    case 'Year': {
      const unit = 10 ** (String(year).length - (node.significant ?? String(year).length));
      const first = Math.floor(year / unit) * unit;
      return unit < 1 ? notADate(text) : ok({ kind: 'rounded-year', year, first, last: first + unit - 1 });
    }
    case 'Season': {
      const fraction = FRACTIONS.findLast((known) => (second ?? 0) >= known.from);
      if (!fraction) {
        return refuse(
          'unsupported-date',
          `“${text}” is a season, whose days are not fixed: write the months instead, such as 2016-03/2016-05.`,
        );
      }
      return ok({ kind: 'fraction', year, of: fraction.of, nth: (second ?? 0) - fraction.from + 1 });
    }
    case 'Decade':
    case 'Century':
      return refuse(
        'unsupported-date',
        `“${text}” would be a decade or century: write X for the digits not known, such as 201X or 20XX.`,
      );
    default:
      return notADate(text);
  }
}

function datePart(values: number[], node: EdtfNode, text: string): Result<Part, EdtfRefusal> {
  const unspecified = node.unspecified ?? 0;
  const written = values.map((value, at) =>
    String(at === 1 ? value + 1 : value).padStart(at === 0 ? 4 : 2, '0'),
  );
  const masked = [...written.join('')].map((digit, bit) => (unspecified & (1 << bit) ? 'X' : digit)).join('');
  const digits = [masked.slice(0, 4), masked.slice(4, 6), masked.slice(6, 8)].slice(0, values.length);
  const part: DatePart = {
    kind: 'date',
    digits: digits as DatePart['digits'],
    approximate: markedUnit(node.approximate, values.length),
    uncertain: markedUnit(node.uncertain, values.length),
  };
  // The parser lets 29 February of any year pass.
  return firstDay(part) === null ? noSuchDay(text) : ok(part);
}

/** `true` marks the whole date; bits mark single parts. The finest part marked tells how far it reaches. */
function markedUnit(mark: boolean | number | undefined, precision: number): Unit | null {
  if (!mark) return null;
  const bits = mark === true ? 0b1111_1111 : mark;
  if (precision >= 3 && bits & 0b1100_0000) return 'day';
  if (precision >= 2 && bits & 0b0011_0000) return 'month';
  return 'year';
}

function dayExists(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function parsed(text: string): EdtfNode | null {
  try {
    return parse(text);
  } catch {
    // The parser has no other way to say no, and its message speaks of grammar, not of dates.
    return null;
  }
}

function notADate(text: string) {
  return refuse(
    'not-a-date',
    `“${text.slice(0, 60)}” is no EDTF or ISO 8601 date: write it like 2016-12-14, 2016-12, 2016-12-14~ or 2016-12-14T18:30:00+02:00.`,
  );
}
function noSuchDay(text: string) {
  return refuse('no-such-day', `“${text}” names a day that the calendar does not have.`);
}
function outOfRange(text: string) {
  return refuse(
    'out-of-range',
    `“${text}” lies outside the years 0001 to 9999, which is all that is kept here.`,
  );
}
