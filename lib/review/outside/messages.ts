import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import type { Refused, Result } from '@/lib/result';

/** What was sent in about one record in one way: a thousand of the same are one line. */
export interface MessageLine {
  kind: 'concern' | 'takedown';
  reference: string;
  times: number;
  /** The newest words, a few. */
  words: string[];
  since: Date;
}

/** The concerns and takedown wishes that nobody has dealt with, takedowns first. */
export async function listMessages(
  actor: UserActor,
  context: Context,
): Promise<Result<MessageLine[], Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const { rows } = await context.pool.query<MessageLine>(
    `SELECT kind, reference, count(*)::int AS times, min(created_at) AS since,
            (array_agg(words ORDER BY created_at DESC))[1:5] AS words
     FROM outside_message WHERE kind IN ('concern', 'takedown') AND settled_at IS NULL
     GROUP BY kind, reference ORDER BY kind DESC, min(created_at) LIMIT 200`,
  );
  return { ok: true, value: rows };
}

/** Settles every open message of one kind about one record, with how it ended for their senders. */
export async function settleMessages(
  actor: UserActor,
  input: { kind: 'concern' | 'takedown'; reference: string; outcome: 'acted' | 'declined' },
  context: Context,
): Promise<Result<{ settled: number }, Refused>> {
  const grant = authorize(actor, 'item.decide');
  if (!grant.ok) return grant;
  const { count } = await context.db.outsideMessage.updateMany({
    where: { kind: input.kind, reference: input.reference, settledAt: null },
    data: { settledAt: context.clock(), outcome: input.outcome, settledById: actor.id },
  });
  return { ok: true, value: { settled: count } };
}
