import { z } from 'zod';
import { dayStart } from '@/lib/archive/zone-time';
import { CUSTODY_EVENT_TYPES } from '@/lib/custody/event-types';
import type { ActionFilter } from '@/lib/custody/list-actions';
import { ZONE } from '../_components/times';
import type { Query } from '../queue-params';

const text = z
  .string()
  .trim()
  .max(200)
  .transform((value) => value || null)
  .nullable()
  .catch(null);
const dayText = z.iso.date().nullable().catch(null);
const schema = z.object({
  who: text,
  type: z.enum(CUSTODY_EVENT_TYPES).nullable().catch(null),
  subject: text,
  from: dayText,
  to: dayText,
  before: z.uuid().nullable().catch(null),
});
export type LogQuery = z.infer<typeof schema>;

/** Reads the log's address. Days are days of Damascus, as the desk's clocks show them beside each line. */
export function readLogQuery(query: Query): { asked: LogQuery; filter: ActionFilter } {
  const one = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [
      name,
      typeof query[name] === 'string' ? query[name] || null : null,
    ]),
  );
  const asked = schema.parse(one);
  const { who, type, subject, from, to } = asked;
  return {
    asked,
    filter: {
      who: who?.toLowerCase() ?? null,
      type,
      subject,
      from: from === null ? null : beginningOf(from, 0),
      to: to === null ? null : beginningOf(to, 1),
    },
  };
}

/** The instant at which a day begins, or the one so many days after it. */
function beginningOf(day: string, after: number): Date {
  return new Date(dayStart(Date.parse(`${day}T00:00:00Z`) + after * 86_400_000, ZONE));
}

export function logQuery(asked: LogQuery): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== null) query.set(name, value);
  const written = query.toString();
  return written ? `?${written}` : '';
}
