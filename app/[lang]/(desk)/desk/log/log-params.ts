import { z } from 'zod';
import { CUSTODY_EVENT_TYPES } from '@/lib/custody/event-types';
import type { ActionFilter } from '@/lib/custody/list-actions';
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

/** Reads the log's address. Days are days in UTC, like those of the public ledger. */
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
      from: from === null ? null : new Date(`${from}T00:00:00Z`),
      to: to === null ? null : new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000),
    },
  };
}

export function logQuery(asked: LogQuery): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== null) query.set(name, value);
  const written = query.toString();
  return written ? `?${written}` : '';
}
