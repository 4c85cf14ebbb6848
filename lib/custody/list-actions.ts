import type { Actor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import type { Refused, Result } from '@/lib/result';

export interface ActionFilter {
  /** A sign-in name, or a process's. */
  who: string | null;
  type: string | null;
  /** What it was about: an id, a reference, an accession's name. */
  subject: string | null;
  /** Moments, the first included and the last not. */
  from: Date | null;
  to: Date | null;
}
export interface ActionLine {
  id: string;
  type: string;
  subjectKind: string;
  subjectKey: string;
  /** The sign-in name, where it was about an account. */
  subjectName: string | null;
  role: string;
  by: string;
  body: Record<string, unknown>;
  at: Date;
}

/**
 * Who did what, newest first, at most `limit` after the cursor `before` (an event's id). For the desk
 * alone: it names people.
 */
export async function listActions(
  actor: Actor,
  filter: ActionFilter,
  { before, limit }: { before: string | null; limit: number },
  context: Context,
): Promise<Result<ActionLine[], Refused>> {
  const grant = authorize(actor, 'custody.view');
  if (!grant.ok) return grant;
  const { rows } = await context.pool.query<ActionLine>(
    `SELECT e.id, e.type, e.subject_kind AS "subjectKind", e.subject_key AS "subjectKey", e.role,
            a.name AS by, e.body, e.created_at AS at, u.name AS "subjectName"
     FROM custody_event e JOIN custody_actor a ON a.event_id = e.id
       LEFT JOIN user_account u ON e.subject_kind = 'user' AND u.id::text = e.subject_key
     WHERE ($1::text IS NULL OR a.name = $1) AND ($2::text IS NULL OR e.type = $2)
       AND ($3::text IS NULL OR e.subject_key = $3 OR u.name = $3)
       AND ($4::timestamptz IS NULL OR e.created_at >= $4) AND ($5::timestamptz IS NULL OR e.created_at < $5)
       AND ($6::uuid IS NULL OR e.id < $6)
     ORDER BY e.id DESC LIMIT $7`,
    [filter.who, filter.type, filter.subject, filter.from, filter.to, before, limit],
  );
  return { ok: true, value: rows };
}
