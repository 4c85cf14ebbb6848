import { z } from 'zod';
import { nextItem } from '@/lib/review/next-item';
import type { DoorAnswer, DoorVisit } from '@/lib/web/desk-door';
import { itemPath, queueQuery, readQueueQuery } from '../../queue-params';

/** What the doors of one item share: their fields, the page they stand on, and where they lead. */
export type ItemParams = { id: string };
export type ItemVisit = DoorVisit<ItemParams>;

/** The fields that every form of an item carries, besides its own. */
export const itemForm = z.object({
  version: z.coerce.number().int().positive(),
  requestKey: z.uuid().nullable().catch(null),
  from: z.string().max(2_000).catch(''),
});

function filterOf(from: unknown) {
  const query = new URLSearchParams(typeof from === 'string' ? from : '');
  return readQueueQuery(Object.fromEntries(query)).filter;
}

/** The item's page, with the queue's view and the version that the sender saw. */
export function itemPage({ id }: ItemParams, fields: Record<string, string | string[]>): string {
  const path = itemPath(id, filterOf(fields.from));
  const seen = typeof fields.version === 'string' && /^\d{1,9}$/.test(fields.version) ? fields.version : null;
  return seen === null ? path : `${path}${path.includes('?') ? '&' : '?'}seen=${seen}`;
}

/** Leads on to the next item of the view that one works through; `undo` names what can be taken back. */
export async function leadOn(
  done: string,
  from: string,
  visit: ItemVisit,
  { undo = false, value }: { undo?: boolean; value?: unknown } = {},
): Promise<{ ok: true; value: DoorAnswer }> {
  const filter = filterOf(from);
  const next = await nextItem(visit.actor, filter, visit.params.id, visit.context);
  const path = next === null ? `/desk${queueQuery(filter)}` : itemPath(next, filter);
  const to = undo ? `${path}${path.includes('?') ? '&' : '?'}undo=${visit.params.id}` : path;
  return { ok: true, value: { done, to, value } };
}
