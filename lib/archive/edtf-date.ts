import { ok, type Result, refuse } from '../result';
import { civilDay, daysIn, firstDay, lastDay } from './calendar-days';
import { type DatePart, type EdtfRefusal, type Part, readEdtf, type Unit } from './read-edtf';
import { dayStart, dayStartForGood, instantsOf, isZone } from './zone-time';

export const DEFAULT_ZONE = 'Asia/Damascus';

/** A date with the bounds of what it can mean. Bounds are instants in UTC, to the second; null is unbounded. */
export interface ComputedDate {
  edtf: string | null;
  /** IANA zone whose days the EDTF counts. */
  zone: string;
  earliest: string | null;
  latest: string | null;
}
export type DateRefusal =
  | EdtfRefusal
  | { reason: 'unknown-zone' | 'ambiguous-hour' | 'reversed'; message: string };

/**
 * Computes the bounds of an EDTF (ISO 8601-2:2019) or ISO 8601 date; null is a date not known.
 *
 * Days are days of `zone` by its history. `~`, `?` and `%` reach one unit (day, month, year: the finest
 * that they stand on) to either side. A time with an offset is that instant, without one it is read in
 * `zone`; to the minute it spans the minute. Sets and intervals reach from their first to their last
 * bound, and an open or unknown end is null. Refuses, with a remedy, what has no certain bounds:
 * seasons, a wall-clock hour that happened twice or never, ends in the wrong order.
 */
export function computeDate(
  edtf: string | null,
  zone: string = DEFAULT_ZONE,
): Result<ComputedDate, DateRefusal> {
  if (!isZone(zone)) {
    return refuse('unknown-zone', `“${zone}” is no zone of the IANA database: write it like Asia/Damascus.`);
  }
  if (edtf === null) return ok({ edtf, zone, earliest: null, latest: null });
  const text = edtf.trim();
  const reading = readEdtf(text);
  if (!reading.ok) return reading;
  const bounds = boundsOf(reading.value, text, zone);
  if (!bounds.ok) return bounds;
  const { earliest, latest } = bounds.value;
  if ([earliest, latest].some((bound) => bound !== null && (bound < FIRST || bound > LAST))) {
    return refuse(
      'out-of-range',
      `“${text}” lies outside the years 0001 to 9999, which is all that is kept here.`,
    );
  }
  const from = instantText(earliest);
  return ok({ edtf: text, zone, earliest: from, latest: latest === earliest ? from : instantText(latest) });
}

interface Bounds {
  earliest: number | null;
  latest: number | null;
}

const FIRST = civilDay(1, 1, 1);
const LAST = civilDay(10_000, 1, 1) - 1000;

type Reading = Extract<ReturnType<typeof readEdtf>, { ok: true }>['value'];

function boundsOf(reading: Reading, text: string, zone: string): Result<Bounds, DateRefusal> {
  switch (reading.kind) {
    case 'single':
      return partBounds(reading.part, text, zone);
    case 'interval':
      return spanBounds(reading.start, reading.end, text, zone);
    case 'set': {
      const all: Bounds[] = [];
      for (const { from, to } of reading.members) {
        const one = to ? spanBounds(from, to, text, zone) : partBounds(from, text, zone);
        if (!one.ok) return one;
        all.push(one.value);
      }
      return ok({
        earliest: reading.earlier ? null : outermost(all, 'earliest'),
        latest: reading.later ? null : outermost(all, 'latest'),
      });
    }
  }
}

// Members may stand in any order, so the first is not always the earliest.
function outermost(all: Bounds[], side: keyof Bounds): number | null {
  return all
    .map((one) => one[side])
    .reduce((a, b) =>
      a === null || b === null ? null : side === 'earliest' ? Math.min(a, b) : Math.max(a, b),
    );
}

function spanBounds(
  start: Part | 'open' | 'unknown',
  end: Part | 'open' | 'unknown',
  text: string,
  zone: string,
): Result<Bounds, DateRefusal> {
  const unbounded = ok({ earliest: null, latest: null });
  const from = typeof start === 'string' ? unbounded : partBounds(start, text, zone);
  if (!from.ok) return from;
  const to = typeof end === 'string' ? unbounded : partBounds(end, text, zone);
  if (!to.ok) return to;
  const [earliest, latest] = [from.value.earliest, to.value.latest];
  if (earliest !== null && latest !== null && earliest > latest) {
    return refuse('reversed', `“${text}” ends before it begins: write the earlier date first.`);
  }
  return ok({ earliest, latest });
}

function partBounds(part: Part, text: string, zone: string): Result<Bounds, DateRefusal> {
  switch (part.kind) {
    case 'time':
      return timeBounds(part, text, zone);
    case 'rounded-year':
      return days([part.first, 1, 1], [part.last, 12, 31], text, zone);
    case 'fraction': {
      const months = { quarter: 3, third: 4, half: 6 }[part.of];
      const last = part.nth * months;
      return days([part.year, last - months + 1, 1], [part.year, last, daysIn(part.year, last)], text, zone);
    }
    case 'date': {
      if (part.digits[0] === 'XXXX') return ok({ earliest: null, latest: null });
      const [first, last] = [firstDay(part), lastDay(part)];
      if (!first || !last)
        return refuse('no-such-day', `“${text}” names a day that the calendar does not have.`);
      const unit = widestReach(part);
      return days(unit ? shift(first, unit, -1) : first, unit ? shift(last, unit, 1) : last, text, zone);
    }
  }
}

type Day = [number, number, number];

function widestReach(part: DatePart): Unit | null {
  return (
    (['year', 'month', 'day'] as const).find(
      (unit) => unit === part.approximate || unit === part.uncertain,
    ) ?? null
  );
}

function shift([year, month, day]: Day, unit: Unit, by: 1 | -1): Day {
  if (unit === 'day') return [year, month, day + by];
  const to = new Date(civilDay(unit === 'year' ? year + by : year, unit === 'month' ? month + by : month, 1));
  const [newYear, newMonth] = [to.getUTCFullYear(), to.getUTCMonth() + 1];
  // A month's last day stays a last day: about April reaches to 31 May, not to 30 May.
  const wasLast = day === daysIn(year, month);
  const most = daysIn(newYear, newMonth);
  return [newYear, newMonth, wasLast && by === 1 ? most : Math.min(day, most)];
}

function days(first: Day, last: Day, text: string, zone: string): Result<Bounds, DateRefusal> {
  const earliest = dayStart(civilDay(...first), zone);
  const latest = dayStartForGood(civilDay(last[0], last[1], last[2] + 1), zone) - 1000;
  // A zone that crossed the date line has left out whole days.
  if (latest < earliest) {
    return refuse(
      'no-such-day',
      `“${text}” names a day that did not happen in ${zone}, which crossed the date line.`,
    );
  }
  return ok({ earliest, latest });
}

function timeBounds(
  part: Extract<Part, { kind: 'time' }>,
  text: string,
  zone: string,
): Result<Bounds, DateRefusal> {
  const instants = part.offset === null ? instantsOf(part.wall, zone) : [part.wall - part.offset * 60_000];
  const [instant] = instants;
  if (instant === undefined) {
    return refuse(
      'no-such-time',
      `“${text}” did not happen in ${zone}: clocks went forward over it. Write the offset.`,
    );
  }
  if (instants.length > 1) {
    return refuse(
      'ambiguous-hour',
      `“${text}” happened twice in ${zone}, as clocks went back. Write the offset, such as +03:00 for the first time and +02:00 for the second.`,
    );
  }
  return ok({ earliest: instant, latest: part.toTheSecond ? instant : instant + 59_000 });
}

function instantText(instant: number | null): string | null {
  return instant === null ? null : `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
