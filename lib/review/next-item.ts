import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import { queueConditions } from './queue-conditions';
import type { QueueFilter } from './queue-filter';
import { isItemId } from './store';

/**
 * The item that follows one in a view of the queue: the next to arrive after it that matches and that
 * nobody else holds, else the first one; null when nothing waits there.
 */
export async function nextItem(
  actor: UserActor,
  filter: QueueFilter,
  id: string,
  context: Context,
): Promise<string | null> {
  if (!authorize(actor, 'desk.view').ok || !isItemId(id)) return null;
  const now = context.clock();
  const { where, values } = queueConditions(filter, actor, now);
  const [me, at, here] = [values.length + 1, values.length + 2, values.length + 3];
  const open = `${where} AND i.id <> $${here}::uuid
    AND (i.claimed_by_id IS NULL OR i.claimed_by_id = $${me} OR i.claimed_until <= $${at})`;
  const all = [...values, actor.id, now, id];
  const { rows } = await context.pool.query<{ id: string }>(
    `(SELECT i.id, 0 AS turn FROM staged_item i WHERE ${open} AND i.id > $${here}::uuid ORDER BY i.id LIMIT 1)
     UNION ALL
     (SELECT i.id, 1 AS turn FROM staged_item i WHERE ${open} ORDER BY i.id LIMIT 1)
     ORDER BY turn LIMIT 1`,
    all,
  );
  return rows[0]?.id ?? null;
}
