import type { EngineAnswer, SearchRequest } from '../engine';
import { FACETS, type FacetCount, type FacetName, inFacetOrder } from '../facets';
import { daysBetween, monthsBetween, wallDay } from '../periods';

/** What an engine counts, told by the members that records have (`terms.ts`). */
export type Counts = Pick<EngineAnswer, 'total' | 'histogram' | 'undated'> & {
  facets: Partial<Record<FacetName, FacetCount[]>>;
};

/** What a record has, read from how it is written in a bundle (`terms.ts`): `kind:post`, `month:2016-12`, `undated:`. */
export interface Member {
  name: string;
  /** The same where it is that of a facet. */
  facet: FacetName | null;
  value: string;
}

export function memberOf(written: string): Member {
  const colon = written.indexOf(':');
  const name = written.slice(0, colon);
  return { name, facet: isFacet(name) ? name : null, value: written.slice(colon + 1) };
}

/** Makes totals, facets and months of how many records have each member, as it is written. */
export function readMembers(rows: readonly { member: string; docs: number }[]): Counts {
  return countMembers(
    rows.map(({ member }) => memberOf(member)),
    rows.map(({ docs }) => docs),
  );
}

/** The same of members that have been read, with the records of each in the same place; those of none are left out. */
export function countMembers(members: readonly Member[], records: ArrayLike<number>): Counts {
  const facets: Partial<Record<FacetName, FacetCount[]>> = {};
  const months = new Map<string, number>();
  const spans: { from: string; to: string; docs: number }[] = [];
  let undated = 0;
  for (let at = 0; at < records.length; at += 1) {
    const docs = records[at]!;
    if (docs === 0) continue;
    const { name, facet, value } = members[at]!;
    if (facet) {
      facets[facet] ??= [];
      facets[facet].push({ value, count: docs });
    } else if (name === 'month') months.set(value, docs);
    else if (name === 'undated') undated = docs;
    else if (name === 'span') spans.push({ from: value.split('..')[0]!, to: value.split('..')[1]!, docs });
  }
  // Every record has one kind, so its counts add up to the total, before the cut to the most frequent.
  const total = (facets.kind ?? []).reduce((sum, { count }) => sum + count, 0);
  for (const name of FACETS) if (facets[name]) facets[name] = inFacetOrder(facets[name]);
  return { facets, undated, total, histogram: spread(months, spans) };
}

function isFacet(name: string): name is FacetName {
  return (FACETS as readonly string[]).includes(name);
}

/**
 * Long and open spans count in every month that is on the scale at all: they touch each of them. Where a
 * span begins and ends is noted first and added up once, since there may be many spans of many years.
 */
function spread(
  months: Map<string, number>,
  spans: { from: string; to: string; docs: number }[],
): Counts['histogram'] {
  const ends = [...months.keys(), ...spans.flatMap(({ from, to }) => [from, to])].filter(Boolean).sort();
  const [first, last] = [ends[0], ends.at(-1)];
  if (first === undefined || last === undefined) return [];
  const scale = spans.length > 0 ? monthsBetween(first, last) : [...months.keys()].sort();
  const at = new Map(scale.map((month, index) => [month, index]));
  const more = new Array<number>(scale.length + 1).fill(0);
  for (const { from, to, docs } of spans) {
    more[at.get(from || first)!]! += docs;
    more[at.get(to || last)! + 1]! -= docs;
  }
  const found: Counts['histogram'] = [];
  let touching = 0;
  scale.forEach((period, index) => {
    touching += more[index]!;
    const count = touching + (months.get(period) ?? 0);
    if (count > 0) found.push({ period, count });
  });
  return found;
}

/** A range up to this many days is told by days, a longer one by months. */
const MOST_DAYS = 62;

/** The days of a range short enough to be told by days. */
export function dayRange({ from, to }: Pick<SearchRequest, 'from' | 'to'>): string[] | null {
  if (!from || !to || to < from || to.getTime() - from.getTime() > MOST_DAYS * 86_400_000) return null;
  return daysBetween(wallDay(from), wallDay(to));
}

/** How many records touch each day; a bound that is open touches all on its side. */
export function spreadOverDays(
  rows: Iterable<{ earliest: Date | null; latest: Date | null; docs: number }>,
  days: string[],
): Counts['histogram'] {
  const counts = new Map(days.map((day) => [day, 0]));
  for (const { earliest, latest, docs } of rows) {
    const from = earliest ? wallDay(earliest) : days[0]!;
    const to = latest ? wallDay(latest) : days.at(-1)!;
    for (const day of days) if (day >= from && day <= to) counts.set(day, counts.get(day)! + docs);
  }
  return [...counts].filter(([, count]) => count > 0).map(([period, count]) => ({ period, count }));
}
