import type { ComputedDate, DateRefusal } from '@/lib/archive/edtf-date';
import type { TestimonyRecord } from '@/lib/archive/record';
import type { Suggestion } from '@/lib/archive/suggestion';
import type { Result } from '@/lib/result';
import { tweetTime } from '../post-identity';

/**
 * The platform's own clock beside the stated one. X's ids hold the millisecond at which a post was made:
 * where a record's stated date cannot mean that time, the curator is shown both, whatever file it came
 * in; where it states no time, or an hour that happened twice, the id's is offered. `said` is the
 * record's date as computed. Records of other platforms, whose ids hold no time, give nothing.
 */
export function platformClock(
  record: TestimonyRecord,
  said: Result<ComputedDate, DateRefusal>,
): Suggestion[] {
  const made = record.platform === 'twitter' && record.platformId ? tweetTime(record.platformId) : null;
  if (made === null) return [];
  if (record.date === null || !said.ok) {
    const why = 'The tweet’s own id holds the time at which it was made.';
    return [{ code: 'time-from-id', level: 'suggest', field: 'date', value: toTheSecond(made), why }];
  }
  const { earliest, latest } = said.value;
  const early = earliest !== null && made.getTime() < Date.parse(earliest) - TOLERANCE;
  const late = latest !== null && made.getTime() > Date.parse(latest) + TOLERANCE;
  if (!early && !late) return [];
  return [
    {
      code: 'stated-time-differs',
      level: 'warn',
      field: 'date',
      value: { stated: record.date, fromId: toTheSecond(made) },
      why: 'The file states another time than the tweet’s own id holds. One of the two was changed.',
    },
  ];
}

/** Milliseconds. Files state seconds, and the platform's two clocks may fall into neighbouring ones. */
const TOLERANCE = 1_000;

function toTheSecond(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, 'Z');
}
