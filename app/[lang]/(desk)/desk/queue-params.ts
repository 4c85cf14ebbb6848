import { z } from 'zod';
import { RISKS } from '@/lib/archive/vocabulary';
import { QUEUE_VIEWS, type QueueFilter } from '@/lib/review/queue-filter';

export type Query = Record<string, string | string[] | undefined>;

const text = z
  .string()
  .trim()
  .max(200)
  .transform((value) => value || null)
  .nullable()
  .catch(null);

const schema = z.object({
  view: z.enum(QUEUE_VIEWS).catch('waiting'),
  accession: text,
  platform: text,
  lang: text,
  person: text,
  risk: z
    .enum([...RISKS, 'unset'])
    .nullable()
    .catch(null),
  minor: z.enum(['yes', 'no', 'unset']).nullable().catch(null),
  days: z.coerce.number().int().min(1).max(10_000).nullable().catch(null),
  after: z.uuid().nullable().catch(null),
});

/** The queue's one way from an address to a filter; what it does not know it leaves out. */
export function readQueueQuery(query: Query): { filter: QueueFilter; after: string | null } {
  const one = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, typeof query[name] === 'string' ? query[name] : null]),
  );
  const { days, after, ...filter } = schema.parse({ ...one, days: one.days || null });
  return { filter: { ...filter, olderThanDays: days }, after };
}

/** A filter as an address's query: a view of the queue is a link. */
export function queueQuery(filter: QueueFilter, after: string | null = null): string {
  const { olderThanDays, view, ...rest } = filter;
  const named = { view: view === 'waiting' ? null : view, ...rest, days: olderThanDays, after };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(named)) if (value !== null) query.set(name, String(value));
  const written = query.toString();
  return written ? `?${written}` : '';
}

/** The path of an item's page, which remembers the view of the queue that it was opened from. */
export function itemPath(id: string, filter: QueueFilter): string {
  return `/desk/items/${id}${queueQuery(filter)}`;
}
