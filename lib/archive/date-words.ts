import { firstDay, lastDay } from './calendar-days';
import type { DateLanguage } from './date-language';
import { arabicDates } from './date-words-ar';
import { englishDates } from './date-words-en';
import { DEFAULT_ZONE } from './edtf-date';
import { type DatePart, type Member, type Part, readEdtf } from './read-edtf';
import { instantsOf, isZone, offsetAt, wallAt } from './zone-time';

/**
 * Says a date in plain words, so that its uncertainty is read and not decoded. `date.edtf` is EDTF or
 * ISO 8601, `lang` `ar` for Arabic, anything else English. A time of day is told in `date.zone`.
 * Never throws: what is no date is given back as it is written.
 */
export function dateInWords(
  date: { edtf: string | null; zone?: string | null | undefined },
  lang: string,
): string {
  const words = lang === 'ar' || lang.startsWith('ar-') ? arabicDates : englishDates;
  if (date.edtf === null) return words.unknown;
  const zone = date.zone && isZone(date.zone) ? date.zone : DEFAULT_ZONE;
  const reading = readEdtf(date.edtf);
  if (!reading.ok) return date.edtf;
  const part = (one: Part) => partInWords(one, words, zone);
  switch (reading.value.kind) {
    case 'single':
      return part(reading.value.part);
    case 'interval': {
      const { start, end } = reading.value;
      if (typeof start === 'string') {
        return typeof end === 'string' ? words.unknown : words.until(part(end), start === 'unknown');
      }
      return typeof end === 'string'
        ? words.since(part(start), end === 'unknown')
        : words.span(part(start), part(end));
    }
    case 'set':
      return setInWords(reading.value, words, zone);
  }
}

function setInWords(
  set: { every: boolean; earlier: boolean; later: boolean; members: Member[] },
  words: DateLanguage,
  zone: string,
): string {
  const said =
    shortened(set.members, words) ??
    set.members.map(({ from, to }) => {
      const first = partInWords(from, words, zone);
      if (!to) return first;
      return set.every
        ? words.span(first, partInWords(to, words, zone))
        : words.sometime(words.between(first, partInWords(to, words, zone)));
    });
  if (set.earlier) said[0] = words.upTo(said[0] ?? '');
  if (set.later) said[said.length - 1] = words.from(said.at(-1) ?? '');
  return set.every ? words.allOf(said) : words.oneOf(said);
}

/** “April or May 2016”: the year once, where all are plain months of one year; likewise days of one month. */
function shortened(members: Member[], words: DateLanguage): string[] | null {
  const plain = members.map(({ from, to }) =>
    to === null && from.kind === 'date' && isPlain(from) ? from : null,
  );
  if (members.length < 2 || plain.includes(null)) return null;
  const dates = plain.map((one) => one?.digits.map(Number) ?? []);
  const [first] = dates as [number[]];
  const depth = first.length;
  const same = dates.every(
    (one) => one.length === depth && one.slice(0, -1).every((value, at) => value === first[at]),
  );
  if (depth < 2 || !same) return null;
  const year = first[0] as number;
  return dates.map((one, at) => {
    const value = one[depth - 1] as number;
    const isLast = at === dates.length - 1;
    if (depth === 2) return isLast ? words.month(value, year) : words.month(value, Number.NaN);
    return isLast ? words.day(value, first[1] as number, year) : String(value);
  });
}

function isPlain(part: DatePart): boolean {
  return part.approximate === null && part.uncertain === null && !part.digits.join('').includes('X');
}

function partInWords(part: Part, words: DateLanguage, zone: string): string {
  switch (part.kind) {
    case 'rounded-year':
      return words.rounded(words.year(part.year), words.year(part.first), words.year(part.last));
    case 'fraction':
      return words.fraction(part.of, part.nth, words.year(part.year));
    case 'time':
      return timeInWords(part, words, zone);
    case 'date':
      return doubted(part, dayInWords(part, words), words);
  }
}

function doubted(part: DatePart, date: string, words: DateLanguage): string {
  const finest = part.digits.length === 3 ? 'day' : part.digits.length === 2 ? 'month' : 'year';
  let said = date;
  if (part.approximate !== null) {
    said =
      part.approximate === finest || part.approximate === 'day'
        ? words.about(said)
        : words.partly(said, part.approximate, 'approximate');
  }
  if (part.uncertain !== null) {
    said =
      part.uncertain === finest || part.uncertain === 'day'
        ? words.uncertain(said)
        : words.partly(said, part.uncertain, 'uncertain');
  }
  return said;
}

function dayInWords(part: DatePart, words: DateLanguage): string {
  const [year, month, day] = part.digits;
  if (!part.digits.join('').includes('X')) {
    if (month === undefined) return words.year(Number(year));
    if (day === undefined) return words.month(Number(month), Number(year));
    return words.day(Number(day), Number(month), Number(year));
  }
  if (year === 'XXXX') return words.yearUnknown;
  if (!year.includes('X') && month === 'XX' && day === undefined)
    return words.someMonthIn(words.year(Number(year)));
  const [first, last] = [firstDay(part), lastDay(part)];
  if (!first || !last) return words.unknown;
  if (month === undefined) return words.between(words.year(first[0]), words.year(last[0]));
  if (day === undefined) return words.between(words.month(first[1], first[0]), words.month(last[1], last[0]));
  if (first[0] === last[0] && first[1] === last[1]) {
    const name = words.month(first[1], first[0]);
    return day === 'XX' ? words.someDayIn(name) : words.betweenDays(first[2], last[2], name);
  }
  return words.between(words.day(first[2], first[1], first[0]), words.day(last[2], last[1], last[0]));
}

function timeInWords(part: Extract<Part, { kind: 'time' }>, words: DateLanguage, zone: string): string {
  const instant = part.offset === null ? instantsOf(part.wall, zone)[0] : part.wall - part.offset * 60_000;
  const shown = new Date(instant === undefined ? part.wall : wallAt(instant, zone));
  const clock = shown.toISOString().slice(11, part.toTheSecond ? 19 : 16);
  const day = words.day(shown.getUTCDate(), shown.getUTCMonth() + 1, shown.getUTCFullYear());
  return words.time(day, clock, zone === DEFAULT_ZONE ? words.damascus : offsetName(instant, zone));
}

function offsetName(instant: number | undefined, zone: string): string {
  if (instant === undefined) return zone;
  const minutes = Math.round(offsetAt(instant, zone) / 60_000);
  const size = Math.abs(minutes);
  const clock = `${Math.floor(size / 60)}${size % 60 ? `:${String(size % 60).padStart(2, '0')}` : ''}`;
  return minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '-' : '+'}${clock}`;
}
