import type { SearchDocument } from '../../document';
import type { EngineAnswer } from '../../engine';
import { FACETS } from '../../facets';
import { monthOf } from '../../periods';
import { countFacets } from '../oracle';

/** The counts of an answer, by facet and value. */
export function facetsOf(answer: EngineAnswer): Record<string, Record<string, number>> {
  return Object.fromEntries(
    FACETS.map((name) => [
      name,
      Object.fromEntries((answer.facets[name] ?? []).map((one) => [one.value, one.count])),
    ]),
  );
}

/** Counts of the most frequent values, as answers cut them. */
export function countedByHand(documents: readonly SearchDocument[]): Record<string, Record<string, number>> {
  const counts = countFacets(documents);
  return Object.fromEntries(
    FACETS.map((name) => [
      name,
      Object.fromEntries(
        Object.entries(counts[name])
          .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
          .slice(0, 100),
      ),
    ]),
  );
}

/** The months that the records may fall in, with counts, between the first and the last bound that is known. */
export function monthsByHand(documents: readonly SearchDocument[]): { period: string; count: number }[] {
  const months = documents.map(
    ({ earliest, latest }) => [earliest && monthOf(earliest), latest && monthOf(latest)] as const,
  );
  const scale = months
    .flat()
    .filter((month) => month !== null)
    .sort();
  const found: { period: string; count: number }[] = [];
  for (
    let [year, month] = [2000, 1];
    year < 2030;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  ) {
    const period = `${year}-${String(month).padStart(2, '0')}`;
    if (scale.length === 0 || period < scale[0]! || period > scale.at(-1)!) continue;
    const count = months.filter(
      ([from, to]) =>
        (from !== null || to !== null) && (from === null || from <= period) && (to === null || to >= period),
    ).length;
    if (count > 0) found.push({ period, count });
  }
  return found;
}
