import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { ArchiveRecord, TestimonyRecord } from '@/lib/archive/record';
import { wholeRecord } from '@/lib/archive/short-record';
import type { Suggestion } from '@/lib/archive/suggestion';
import type { Context } from '@/lib/context';
import { type Refused, type Result, refuse } from '@/lib/result';
import { type Beside, findBeside } from './find-beside';
import { isItemId } from './store';

export interface ItemView {
  id: string;
  version: number;
  state: string;
  stateReason: string | null;
  recordKind: string;
  proposal: ArchiveRecord;
  suggestions: Suggestion[];
  minor: boolean | null;
  risk: string | null;
  createdAt: Date;
  accession: { slug: string; format: string; fileName: string; importedBy: string; createdAt: Date };
  original: ArchivedBytes | null;
  /** Further captures of the same post, in order of arrival. */
  captures: { id: string; make: string; digest: string; createdAt: Date }[];
  claim: { by: string; mine: boolean; until: Date } | null;
  firstApprover: { name: string; me: boolean } | null;
  decisions: DecisionLine[];
  revisions: Revision[];
  custody: CustodyLine[];
  beside: Beside;
  /** Where it is published, when it is. */
  reference: string | null;
  /** What a sender from outside wrote beside it. */
  fromOutside: { words: string; createdAt: Date } | null;
}
export interface ArchivedBytes {
  id: string;
  make: string;
  mediaType: string;
  digest: string;
  member: string | null;
  position: bigint;
  bytes: Uint8Array;
}
export interface DecisionLine {
  decision: string;
  reason: string | null;
  note: string | null;
  by: string;
  mine: boolean;
  version: number;
  at: Date;
}
export interface Revision {
  /** The version that this proposal belonged to. */
  version: number;
  proposal: Record<string, unknown>;
  by: string;
  why: string;
  at: Date;
}
export interface CustodyLine {
  type: string;
  role: string;
  /** Who it was: for the desk alone. */
  by: string;
  body: Record<string, unknown>;
  at: Date;
}

/** One item with everything that a curator needs beside it. Refuses one that does not exist. */
export async function viewItem(
  actor: UserActor,
  itemId: string,
  context: Context,
): Promise<Result<ItemView, Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  if (!isItemId(itemId)) return refuse('no-such-item', 'There is no such item.');
  const item = await context.db.stagedItem.findUnique({
    where: { id: itemId },
    include: {
      accession: true,
      original: true,
      message: true,
      testimony: { select: { reference: true } },
      captures: { include: { original: true }, orderBy: { createdAt: 'asc' } },
      decisions: { orderBy: { id: 'asc' } },
      revisions: { orderBy: { version: 'desc' } },
    },
  });
  if (!item) return refuse('no-such-item', 'There is no such item.');
  const proposal = wholeRecord(item.proposal);
  const [custody, names, beside] = await Promise.all([
    readCustody(itemId, context),
    nameUsers(
      [
        item.claimedById,
        item.firstApproverId,
        ...item.decisions.map((one) => one.decidedBy),
        ...item.revisions.map((one) => one.changedBy),
      ],
      context,
    ),
    findBeside(item, proposal as TestimonyRecord, context),
  ]);
  const nameOf = (id: string) => names.get(id) ?? id;
  const now = context.clock();
  const held = item.claimedById !== null && item.claimedUntil !== null && item.claimedUntil > now;
  return {
    ok: true,
    value: {
      ...item,
      proposal,
      suggestions: item.suggestions as unknown as Suggestion[],
      captures: item.captures.map(({ original: { id, make, digest }, createdAt }) => ({
        id,
        make,
        digest,
        createdAt,
      })),
      claim: held
        ? {
            by: nameOf(item.claimedById ?? ''),
            mine: item.claimedById === actor.id,
            until: item.claimedUntil ?? now,
          }
        : null,
      firstApprover: item.firstApproverId
        ? { name: nameOf(item.firstApproverId), me: item.firstApproverId === actor.id }
        : null,
      decisions: item.decisions.map((one) => ({
        ...one,
        by: nameOf(one.decidedBy),
        mine: one.decidedBy === actor.id,
        version: one.itemVersion,
        at: one.createdAt,
      })),
      revisions: item.revisions.map((one) => ({
        version: one.version,
        proposal: { ...wholeRecord(one.proposal) },
        by: nameOf(one.changedBy),
        why: one.why,
        at: one.createdAt,
      })),
      custody,
      beside,
      reference: item.testimony?.reference ?? null,
      fromOutside: item.message && { words: item.message.words, createdAt: item.message.createdAt },
    },
  };
}

async function readCustody(itemId: string, context: Context): Promise<CustodyLine[]> {
  const { rows } = await context.pool.query<CustodyLine>(
    `SELECT e.type, e.role, a.name AS by, e.body, e.created_at AS at
     FROM custody_event e JOIN custody_actor a ON a.event_id = e.id
     WHERE e.subject_kind = 'item' AND e.subject_key = $1 ORDER BY e.id`,
    [itemId],
  );
  return rows;
}

/** Sign-in names by user id, for what the desk shows. Unknown ids are left out. */
export async function nameUsers(
  ids: readonly (string | null)[],
  context: Context,
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id): id is string => id !== null && /^[0-9a-f-]{36}$/.test(id));
  if (wanted.length === 0) return new Map();
  const users = await context.db.user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(users.map(({ id, name }) => [id, name]));
}
