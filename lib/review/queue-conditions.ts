import type { UserActor } from '@/lib/access/actor';
import type { QueueFilter, QueueView } from './queue-filter';

/** A condition on `staged_item i`, with the values of its placeholders in order. */
export interface Condition {
  where: string;
  values: unknown[];
}

/** What a filter of the queue asks of an item, as SQL with every value in a placeholder. */
export function queueConditions(filter: QueueFilter, actor: UserActor, now: Date): Condition {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const all = [shelf(filter.view, actor, now, bind)];
  if (filter.accession)
    all.push(`i.accession_id = (SELECT id FROM accession WHERE slug = ${bind(filter.accession)})`);
  if (filter.platform) all.push(`i.platform = ${bind(filter.platform)}`);
  if (filter.lang) all.push(`i.lang = ${bind(filter.lang)}`);
  if (filter.person) all.push(`i.speaker_name ILIKE ${bind(`%${escapeLike(filter.person)}%`)}`);
  if (filter.risk) all.push(filter.risk === 'unset' ? 'i.risk IS NULL' : `i.risk = ${bind(filter.risk)}`);
  if (filter.minor) {
    all.push(filter.minor === 'unset' ? 'i.minor IS NULL' : `i.minor = ${bind(filter.minor === 'yes')}`);
  }
  if (filter.olderThanDays !== null) {
    all.push(`i.created_at < ${bind(new Date(now.getTime() - filter.olderThanDays * 86_400_000))}`);
  }
  return { where: all.join(' AND '), values };
}

function shelf(view: QueueView, actor: UserActor, now: Date, bind: (value: unknown) => string): string {
  switch (view) {
    case 'waiting':
    case 'returned':
    case 'quarantined':
      return `i.state = '${view}'`;
    case 'escalated':
      return `i.state = 'escalated' AND i.first_approver_id IS NULL`;
    case 'second':
      return `i.state = 'escalated' AND i.first_approver_id <> ${bind(actor.id)}`;
    case 'mine':
      return `i.claimed_by_id = ${bind(actor.id)} AND i.claimed_until > ${bind(now)}`;
    case 'outside':
      return `i.state IN ('waiting', 'returned', 'escalated') AND i.id IN (SELECT item_id FROM outside_message)`;
    case 'decided':
      return `i.state IN ('accepted', 'rejected', 'withdrawn')`;
  }
}

function escapeLike(part: string): string {
  return part.replace(/[\\%_]/g, '\\$&');
}
