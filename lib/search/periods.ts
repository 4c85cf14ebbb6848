import { civilDay } from '@/lib/archive/calendar-days';
import { DEFAULT_ZONE } from '@/lib/archive/edtf-date';
import { wallAt } from '@/lib/archive/zone-time';

/** Months and days of the histogram are those of Damascus, whatever zone a record counts its own days in. */
export type Period = string;

/** The month (2016-12) in which an instant lies. */
export function monthOf(instant: Date): Period {
  return wallDay(instant).slice(0, -3);
}

/** The day (2016-12-14) in which an instant lies. */
export function wallDay(instant: Date): Period {
  return new Date(wallAt(instant.getTime(), DEFAULT_ZONE)).toISOString().replace(/T.*/, '');
}

/** All months from one to another, both included; none when they are in the wrong order. */
export function monthsBetween(from: Period, to: Period): Period[] {
  return between(from, to, (year, month) => civilDay(year, month + 1, 1)).map((day) => day.slice(0, -3));
}

/** All days from one to another, both included. */
export function daysBetween(from: Period, to: Period): Period[] {
  return between(from, to, (year, month, day) => civilDay(year, month, day + 1));
}

/** The same counts with every month or day between the first and the last, none of them as 0. */
export function withEmptyPeriods(
  counted: readonly { period: Period; count: number }[],
): { period: Period; count: number }[] {
  const [first, last] = [counted[0]?.period, counted.at(-1)?.period];
  if (first === undefined || last === undefined) return [];
  const counts = new Map(counted.map(({ period, count }) => [period, count]));
  const every = first.length > '2016-12'.length ? daysBetween(first, last) : monthsBetween(first, last);
  return every.map((period) => ({ period, count: counts.get(period) ?? 0 }));
}

function between(
  from: Period,
  to: Period,
  next: (year: number, month: number, day: number) => number,
): string[] {
  const found: string[] = [];
  let at = parse(from);
  const end = parse(to);
  while (at <= end) {
    const date = new Date(at);
    found.push(date.toISOString().replace(/T.*/, ''));
    at = next(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  }
  return found;
}

function parse(period: Period): number {
  const [year, month, day] = period.split('-').map(Number) as [number, number, number | undefined];
  return civilDay(year, month, day ?? 1);
}
