import type { PublicDate } from '@/lib/archive/public-form';
import type { ReadingDb } from '@/lib/db/client';
import { dayInZone, hourInZone } from './day-in-zone';
import { countForms, findForms } from './find-forms';
import type { StoredForm } from './stored-form';

/** What shares one date, as it is known. */
export interface TimelineGroup {
  date: PublicDate;
  /** Whether the date is one known day or time. */
  exact: boolean;
  /** The first and last day that it can mean, as days of its zone; null where unbounded. */
  firstDay: string | null;
  lastDay: string | null;
  /** Where a time of day is known: the hours of those two days between which it was; else null. */
  hours: [from: number, to: number] | null;
  events: StoredForm<'event'>[];
  inside: StoredForm<'testimony'>[];
  outside: StoredForm<'testimony'>[];
}

export interface Timeline {
  /** By month of the middle of what each date can mean (`2016-12`), in order. */
  months: { month: string; groups: TimelineGroup[] }[];
  undated: StoredForm<'testimony'>[];
  /** Records beyond what one page can hold: the search has them. */
  left: number;
}

const AT_MOST = 600;

/** The archive by time: days that are known, spans that an uncertain date can mean, and what has no date. */
export async function readTimeline(db: ReadingDb): Promise<Timeline> {
  const [words, events, total] = await Promise.all([
    findForms(db, 'testimony', {}, { max: AT_MOST }),
    findForms(db, 'event', {}, { max: AT_MOST }),
    countForms(db, 'testimony'),
  ]);
  const groups = new Map<string, TimelineGroup>();
  const groupOf = (date: PublicDate) => {
    const key = `${date.edtf} ${date.zone}`;
    const group = groups.get(key) ?? emptyGroup(date);
    groups.set(key, group);
    return group;
  };
  const undated: StoredForm<'testimony'>[] = [];
  for (const event of events) {
    if (isDated(event.form.date)) groupOf(event.form.date).events.push(event);
  }
  for (const one of words) {
    if (!isDated(one.form.date)) undated.push(one);
    else groupOf(one.form.date)[one.form.stance === 'testimony' ? 'inside' : 'outside'].push(one);
  }
  return { months: byMonth([...groups.values()]), undated, left: Math.max(0, total - words.length) };
}

function isDated(date: PublicDate): boolean {
  return date.edtf !== null && (date.earliest !== null || date.latest !== null);
}

function emptyGroup(date: PublicDate): TimelineGroup {
  return {
    date,
    exact: /^\d{4}-\d\d-\d\d(?:T|$)/.test(date.edtf ?? '') && !/[~?%/]/.test(date.edtf ?? ''),
    firstDay: dayInZone(date.earliest, date.zone),
    lastDay: dayInZone(date.latest, date.zone),
    hours:
      date.edtf?.includes('T') && date.earliest !== null && date.latest !== null
        ? [hourInZone(date.earliest, date.zone), hourInZone(date.latest, date.zone)]
        : null,
    events: [],
    inside: [],
    outside: [],
  };
}

function byMonth(groups: TimelineGroup[]): Timeline['months'] {
  const months = new Map<string, TimelineGroup[]>();
  for (const group of groups.sort(
    (a, b) => middle(a) - middle(b) || width(a) - width(b) || began(a) - began(b),
  )) {
    const month = new Date(middle(group)).toISOString().slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), group]);
  }
  return [...months].map(([month, inIt]) => ({ month, groups: inIt }));
}

/** The middle of the days that a date can mean, or its one bound. */
function middle({ firstDay, lastDay }: TimelineGroup): number {
  const first = Date.parse(firstDay ?? lastDay ?? '');
  const last = Date.parse(lastDay ?? firstDay ?? '');
  return (first + last) / 2;
}

/** Of dates within one day the earlier hour stands first, and a day without an hour before its hours. */
function began({ date, hours }: TimelineGroup): number {
  return hours === null ? 0 : Date.parse(date.earliest ?? '');
}

function width({ firstDay, lastDay }: TimelineGroup): number {
  if (firstDay === null || lastDay === null) return Number.POSITIVE_INFINITY;
  return Date.parse(lastDay) - Date.parse(firstDay);
}
