import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { LocalisedText } from '@/lib/archive/localised';
import type { RelationType } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { type Refused, type Result, refuse } from '@/lib/result';

/** A testimony at the other end of a link. */
export interface LinkedTestimony {
  reference: string;
  text: string;
  lang: string;
  state: string;
}

export interface RelationLine {
  type: RelationType;
  reason: LocalisedText;
  source: string | null;
  other: LinkedTestimony;
}

export interface NamedLine {
  slug: string;
  name: LocalisedText;
}

/** All that one testimony is linked to, from either side. */
export interface LinksView {
  outgoing: RelationLine[];
  incoming: RelationLine[];
  events: NamedLine[];
  places: NamedLine[];
  collections: NamedLine[];
}

const END = { select: { reference: true, text: true, lang: true, state: true } };

/** What a testimony is related to, what is related to it, and the events, places and collections that it is of. */
export async function viewLinks(
  actor: UserActor,
  reference: string,
  context: Context,
): Promise<Result<LinksView, Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const found = await context.db.testimony.findUnique({
    where: { reference },
    include: {
      relationsOut: { include: { to: END }, orderBy: { id: 'asc' } },
      relationsIn: { include: { from: END }, orderBy: { id: 'asc' } },
      events: { include: { event: true }, orderBy: { event: { slug: 'asc' } } },
      places: { include: { place: true }, orderBy: { place: { slug: 'asc' } } },
    },
  });
  if (!found) return refuse('no-such-testimony', 'There is no such testimony.');
  const line = (
    { type, reason, source }: { type: string; reason: unknown; source: string | null },
    other: LinkedTestimony,
  ): RelationLine => ({
    ...{ type: type as RelationType, reason: reason as LocalisedText, source, other },
  });
  const collections = await context.db.$queryRaw<NamedLine[]>`
    SELECT slug, name FROM collection WHERE items @> ${JSON.stringify([{ reference }])}::jsonb ORDER BY slug`;
  return {
    ok: true,
    value: {
      outgoing: found.relationsOut.map((one) => line(one, one.to)),
      incoming: found.relationsIn.map((one) => line(one, one.from)),
      events: found.events.map(({ event }) => named(event)),
      places: found.places.map(({ place }) => named(place)),
      collections,
    },
  };
}

/** Every event or place, for choosing one and for the list of them, with how many testimonies name it. */
export async function listLinkable(
  actor: UserActor,
  kind: 'event' | 'place',
  context: Context,
): Promise<Result<(NamedLine & { count: number })[], Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const select = { slug: true, name: true, _count: { select: { testimonies: true } } } as const;
  const rows =
    kind === 'event'
      ? await context.db.event.findMany({ select, orderBy: { slug: 'asc' } })
      : await context.db.place.findMany({ select, orderBy: { slug: 'asc' } });
  return { ok: true, value: rows.map((row) => ({ ...named(row), count: row._count.testimonies })) };
}

/** At most so many testimonies of one event or place are listed; the rest is found by search. */
const LISTED = 200;

/** One event or place with the testimonies that name it. */
export async function viewLinked(
  actor: UserActor,
  kind: 'event' | 'place',
  slug: string,
  context: Context,
): Promise<Result<NamedLine & { testimonies: LinkedTestimony[] }, Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const where = { slug };
  const row =
    kind === 'event'
      ? await context.db.event.findUnique({ where })
      : await context.db.place.findUnique({ where });
  // “no-such-place” says that words stand nowhere (redact.ts).
  const nothing = kind === 'event' ? 'no-such-event' : 'no-such-place-name';
  if (!row) return refuse(nothing, `There is no such ${kind}.`);
  const testimonies = await context.db.testimony.findMany({
    where: kind === 'event' ? { events: { some: { event: where } } } : { places: { some: { place: where } } },
    ...END,
    orderBy: { reference: 'asc' },
    take: LISTED,
  });
  return { ok: true, value: { ...named(row), testimonies } };
}

function named({ slug, name }: { slug: string; name: unknown }): NamedLine {
  return { slug, name: name as LocalisedText };
}
