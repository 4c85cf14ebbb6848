import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { LocalisedText } from '@/lib/archive/localised';
import { readReference } from '@/lib/archive/reference';
import { spanParts } from '@/lib/archive/span';
import type { Context } from '@/lib/context';
import type { Speaker } from '@/lib/db/generated/client';
import { type Refused, type Result, refuse } from '@/lib/result';
import { OPEN_STATES } from '@/lib/review/rules';
import { nameUsers } from '@/lib/review/view-item';
import { TESTIMONY_WHOLE, unredactedForm } from './public-form';
import type { SecondPersonAction } from './second-person';

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
  asked: Asked | null;
  /** What readers are not shown of it, oldest first. */
  redactions: {
    id: string;
    field: string;
    words: string | null;
    /** Of words at one place: the text that they stand in. */
    part: string | null;
    reason: string;
    asked: Asked | null;
  }[];
  /** The texts in which one place can be taken out, as they are archived. */
  parts: ReturnType<typeof spanParts>;
  /** The correction that waits in the queue. */
  correction: string | null;
  /** Somebody asked that it be erased. */
  eraseAsked: Asked | null;
  speaker: {
    name: LocalisedText;
    nameProtected: boolean;
    /** Somebody asked that a protected name be shown again. */
    asked: Asked | null;
    /** What readers see in which a protected name still stands: others who say it. */
    toldBy: { kind: string; key: string }[];
  };
}

/** What the first of two people asked for. */
export interface Asked {
  by: string;
  mine: boolean;
  why: string;
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
    include: {
      ...TESTIMONY_WHOLE,
      items: { select: { id: true, state: true }, orderBy: { createdAt: 'asc' } },
    },
  });
  if (!found) return nothing;
  const [versions, requests] = await Promise.all([
    context.db.publicForm.findMany({
      where: { kind: 'testimony', key: reference },
      orderBy: { version: 'desc' },
      select: { version: true, digest: true, current: true, sealed: true, createdAt: true },
    }),
    context.db.secondPersonRequest.findMany({
      where: {
        subjectKey: { in: [reference, found.speaker.id, ...found.redactions.map(({ id }) => id)] },
        settledAt: null,
      },
    }),
  ]);
  const names = await nameUsers(
    requests.map(({ askedById }) => askedById),
    context,
  );
  const askedOf = (wanted: SecondPersonAction, subject: string): Asked | null => {
    const request = requests.find(({ action, subjectKey }) => action === wanted && subjectKey === subject);
    if (!request) return null;
    const { askedById, why } = request;
    return { by: names.get(askedById) ?? askedById, mine: askedById === actor.id, why };
  };
  return {
    ok: true,
    value: {
      ...found,
      items: found.items.map(({ id }) => id),
      correction: found.items.find(({ state }) => isOpen(state))?.id ?? null,
      versions,
      // What is erased has no words, and no original to make a form from.
      parts: found.captures.length === 0 ? [] : spanParts(unredactedForm(found)),
      asked: askedOf('restore', reference),
      eraseAsked: askedOf('erase', reference),
      speaker: {
        name: found.speaker.name as LocalisedText,
        nameProtected: found.speaker.nameProtected,
        asked: askedOf('reveal-name', found.speaker.id),
        toldBy: await toldBy(found.speaker, context),
      },
      redactions: found.redactions.map(({ id, field, words, part, reason }) => ({
        ...{ id, field, words, part, reason },
        asked: askedOf('lift-redaction', id),
      })),
    },
  };
}

/** Where readers still find the whole name of a protected speaker: nobody's words are changed without a person. */
async function toldBy(speaker: Speaker, context: Context): Promise<RecordView['speaker']['toldBy']> {
  if (!speaker.nameProtected) return [];
  const names = Object.values(speaker.name as LocalisedText).map((name) => name.toLowerCase());
  return context.db.$queryRaw`
    SELECT kind, key FROM public_form WHERE current AND NOT sealed
      AND EXISTS (SELECT 1 FROM unnest(${names}::text[]) AS name WHERE strpos(lower(form::text), name) > 0)
    ORDER BY kind, key LIMIT 20`;
}

function isOpen(state: string): boolean {
  return (OPEN_STATES as readonly string[]).includes(state);
}
