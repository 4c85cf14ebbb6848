import type { SearchRequest } from '../engine';
import type { Told } from './meilisearch-ask';
import { type Counts, dayRange, readMembers, spreadOverDays } from './members';

/** What has to be counted for the facets and the histogram of a request. */
export function countedFields({ facets, ...request }: SearchRequest): string[] {
  return [...facets, 'span', ...(dayRange(request) ? ['days'] : [])];
}

/** Reads counts from an answer to `countedFields`. */
export function readCounts({ totalHits = 0, facetDistribution = {} }: Told, request: SearchRequest): Counts {
  const days = dayRange(request);
  const counted = readMembers(
    Object.entries(facetDistribution).flatMap(([name, values]) =>
      name === 'days'
        ? []
        : Object.entries(values).map(([value, docs]) => ({
            member: name === 'span' ? value : `${name}:${value}`,
            docs,
          })),
    ),
  );
  const histogram = days
    ? spreadOverDays(
        Object.entries(facetDistribution.days ?? {}).map(([range, docs]) => ({ ...rangeOf(range), docs })),
        days,
      )
    : counted.histogram;
  return { ...counted, histogram, total: totalHits };
}

/** Noon of a day is that day in Damascus and everywhere near it. */
function rangeOf(range: string): { earliest: Date | null; latest: Date | null } {
  const [from, to] = range.split('..');
  return {
    earliest: from ? new Date(`${from}T10:00:00Z`) : null,
    latest: to ? new Date(`${to}T10:00:00Z`) : null,
  };
}
