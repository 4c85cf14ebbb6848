import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { type Refused, type Result, refuse } from '@/lib/result';

export interface RecordLine {
  reference: string;
  state: string;
  stateReason: string | null;
  text: string;
  lang: string;
  updatedAt: Date;
}

const AT_MOST = 100;

/**
 * Testimonies that were published, the last changed first; with `query` those of that reference or
 * with these words in them. Withdrawn ones are among them: this is the desk.
 */
export async function listRecords(
  actor: UserActor,
  query: string,
  context: Context,
): Promise<Result<RecordLine[], Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const words = query.trim();
  const reference = readReference(words);
  const rows = await context.db.testimony.findMany({
    where:
      words === ''
        ? {}
        : {
            OR: [
              ...(reference === null ? [] : [{ reference }]),
              { text: { contains: words, mode: 'insensitive' as const } },
            ],
          },
    orderBy: { updatedAt: 'desc' },
    take: AT_MOST,
    select: { reference: true, state: true, stateReason: true, text: true, lang: true, updatedAt: true },
  });
  return { ok: true, value: rows };
}

export interface RecordView extends RecordLine {
  version: number;
  translations: { lang: string; text: string; by: string | null; machine: boolean; status: string }[];
  /** Every version of the public form, newest first; a sealed one is seen by nobody. */
  versions: { version: number; digest: string; current: boolean; sealed: boolean; createdAt: Date }[];
  items: string[];
  /** Somebody asked that its withdrawal be undone. */
  asked: { by: string; mine: boolean; why: string } | null;
}

/** One published testimony as the desk sees it. */
export async function viewRecord(
  actor: UserActor,
  raw: string,
  context: Context,
): Promise<Result<RecordView, Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const reference = readReference(raw);
  const nothing = refuse('no-such-testimony', 'There is no such testimony.');
  if (reference === null) return nothing;
  const found = await context.db.testimony.findUnique({
    where: { reference },
    include: { translations: true, items: { select: { id: true } } },
  });
  if (!found) return nothing;
  const [versions, request] = await Promise.all([
    context.db.publicForm.findMany({
      where: { kind: 'testimony', key: reference },
      orderBy: { version: 'desc' },
      select: { version: true, digest: true, current: true, sealed: true, createdAt: true },
    }),
    context.db.secondPersonRequest.findFirst({
      where: { action: 'restore', subjectKey: reference, settledAt: null },
    }),
  ]);
  const asker = request && (await context.db.user.findUnique({ where: { id: request.askedById } }));
  return {
    ok: true,
    value: {
      ...found,
      items: found.items.map(({ id }) => id),
      versions,
      asked: request && {
        by: asker?.name ?? request.askedById,
        mine: request.askedById === actor.id,
        why: request.why,
      },
    },
  };
}
