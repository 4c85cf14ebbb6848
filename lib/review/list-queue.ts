import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import type { Refused, Result } from '@/lib/result';
import { type Condition, queueConditions } from './queue-conditions';
import type { QueueFilter, QueueView } from './queue-filter';

export interface QueueRow {
  id: string;
  accession: string;
  recordKind: string;
  state: string;
  version: number;
  platform: string | null;
  lang: string | null;
  speakerName: string | null;
  minor: boolean | null;
  risk: string | null;
  /** The beginning of the words, or an authority's name; EDTF of when it was said. */
  words: string;
  date: string | null;
  warnings: number;
  createdAt: Date;
  claimedBy: string | null;
  fromOutside: boolean;
  /** It corrects a published testimony. */
  corrects: boolean;
}

export interface QueuePage {
  rows: QueueRow[];
  /** Items that match, all pages together. */
  total: number;
  /** How many each shelf holds, but what was decided, which only ever grows. */
  counts: ShelfCounts;
  /** The cursor of the next page; null at the end. */
  next: string | null;
}

export type ShelfCounts = Record<Exclude<QueueView, 'decided'>, number>;

const PAGE = 50;

/**
 * One page of the queue in the order of arrival, after the cursor `after` (an item's id), with the
 * number of items on each shelf. A few questions at once, each counting at most once over what waits.
 */
export async function listQueue(
  actor: UserActor,
  filter: QueueFilter,
  after: string | null,
  context: Context,
): Promise<Result<QueuePage, Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const now = context.clock();
  const { where, values } = queueConditions(filter, actor, now);
  const { view, ...narrowed } = filter;
  const isWhole = view !== 'decided' && Object.values(narrowed).every((value) => value === null);
  const [rows, counted, counts] = await Promise.all([
    findRows(context, { where, values }, view, after, now),
    isWhole ? null : countRows(context, { where, values }),
    countShelves(context, actor, now),
  ]);
  const total = counted ?? (view === 'decided' ? 0 : counts[view]);
  const page = rows.slice(0, PAGE);
  return {
    ok: true,
    value: { rows: page, total, counts, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null },
  };
}

async function findRows(
  context: Context,
  { where, values }: Condition,
  view: QueueView,
  after: string | null,
  now: Date,
): Promise<QueueRow[]> {
  // What was decided is looked at from the newest back; what waits, from the oldest on.
  const [order, beyond] = view === 'decided' ? ['DESC', '<'] : ['ASC', '>'];
  const n = values.length;
  const { rows } = await context.pool.query<QueueRow>(
    `SELECT i.id, a.slug AS accession, i.record_kind AS "recordKind", i.state, i.version, i.platform, i.lang,
            i.speaker_name AS "speakerName", i.minor, i.risk, i.created_at AS "createdAt",
            left(coalesce(i.proposal->>'text', i.proposal->'name'->>'en', i.proposal->'label'->>'en',
                          i.proposal->>'id', i.state_reason, ''), 280) AS words,
            i.proposal->>'date' AS date,
            (SELECT count(*)::int FROM jsonb_array_elements(i.suggestions) s WHERE s->>'level' = 'warn') AS warnings,
            (SELECT name FROM user_account u WHERE u.id = i.claimed_by_id AND i.claimed_until > $${n + 1}) AS "claimedBy",
            EXISTS (SELECT 1 FROM outside_message m WHERE m.item_id = i.id) AS "fromOutside",
            i.testimony_id IS NOT NULL AND i.state IN ('waiting', 'returned', 'escalated') AS corrects
     FROM (SELECT i.id FROM staged_item i
           WHERE ${where} ${after === null ? '' : `AND i.id ${beyond} $${n + 2}::uuid`}
           ORDER BY i.id ${order} LIMIT ${PAGE + 1}) page
       JOIN staged_item i USING (id) JOIN accession a ON a.id = i.accession_id
     ORDER BY i.id ${order}`,
    after === null ? [...values, now] : [...values, now, after],
  );
  return rows;
}

async function countRows(context: Context, { where, values }: Condition): Promise<number> {
  const { rows } = await context.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM staged_item i WHERE ${where}`,
    values,
  );
  return rows[0]?.n ?? 0;
}

async function countShelves(context: Context, actor: UserActor, now: Date): Promise<ShelfCounts> {
  const { rows } = await context.pool.query<ShelfCounts>(
    `SELECT (SELECT count(*)::int FROM staged_item WHERE state = 'waiting') AS waiting,
            (SELECT count(*)::int FROM staged_item WHERE state = 'returned') AS returned,
            (SELECT count(*)::int FROM staged_item WHERE state = 'escalated' AND first_approver_id IS NULL) AS escalated,
            (SELECT count(*)::int FROM staged_item WHERE state = 'escalated' AND first_approver_id <> $1) AS second,
            (SELECT count(*)::int FROM staged_item WHERE state = 'quarantined') AS quarantined,
            (SELECT count(*)::int FROM staged_item WHERE claimed_by_id = $1 AND claimed_until > $2) AS mine,
            (SELECT count(*)::int FROM outside_message m JOIN staged_item i ON i.id = m.item_id
               WHERE i.state IN ('waiting', 'returned', 'escalated')) AS outside`,
    [actor.id, now],
  );
  const [counts] = rows;
  if (!counts) throw new Error('counting gave no row');
  return counts;
}
