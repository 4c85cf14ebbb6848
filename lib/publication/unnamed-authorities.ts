import type { Tx } from '@/lib/db/client';
import { type ShelfGrant, sealForms } from './shelf';

/**
 * Seals those of the people, accounts, sources, places and events that a testimony named which no
 * published testimony names any more and that were never published by a record of their own: else the
 * list of people would go on telling that somebody had spoken. `named` is what it named before the
 * change that was made (`namedBy`).
 */
export async function sealUnnamed(tx: Tx, grant: ShelfGrant, named: Named): Promise<void> {
  for (const [kind, slugs] of Object.entries(await unnamed(tx, named))) {
    if (slugs.length === 0) continue;
    const standing = await tx.publicForm.findMany({
      where: { kind, key: { in: slugs }, current: true, standing: true },
      select: { key: true },
    });
    const kept = new Set(standing.map(({ key }) => key));
    await sealForms(
      tx,
      grant,
      kind as keyof Named,
      slugs.filter((slug) => !kept.has(slug)),
      true,
    );
  }
}

/** Puts back in sight whom and what a testimony names: after it was restored. */
export async function unsealNamed(tx: Tx, grant: ShelfGrant, testimonyId: string): Promise<void> {
  const whole = await namedBy(tx, testimonyId);
  const withheld = await tx.redaction.findMany({ where: { testimonyId, liftedAt: null } });
  if (withheld.some(({ field }) => field === 'account')) whole.account = [];
  if (withheld.some(({ field }) => field === 'places')) whole.place = [];
  for (const [kind, slugs] of Object.entries(whole))
    await sealForms(tx, grant, kind as keyof Named, slugs, false);
}

/** Slugs of whom and what a testimony names, by kind. */
export type Named = Record<'person' | 'account' | 'source' | 'place' | 'event', string[]>;

// A testimony that withholds its account or its places does not name them to readers, and one whose
// speaker is protected never names its account.
export const NAMES_ACCOUNT = {
  state: 'published',
  speaker: { nameProtected: false },
  redactions: { none: { field: 'account', liftedAt: null } },
};
const NAMES_PLACES = { state: 'published', redactions: { none: { field: 'places', liftedAt: null } } };

/** Whom and what a testimony names now; a protected speaker and their account have no page to seal. */
export async function namedBy(tx: Tx, id: string): Promise<Named> {
  const whole = await tx.testimony.findUniqueOrThrow({
    where: { id },
    include: {
      speaker: true,
      account: true,
      sources: { include: { source: true } },
      places: { include: { place: true } },
      events: { include: { event: true } },
    },
  });
  return {
    person: whole.speaker.nameProtected ? [] : [whole.speaker.slug],
    account: whole.account && !whole.speaker.nameProtected ? [whole.account.slug] : [],
    source: whole.sources.map(({ source }) => source.slug),
    place: whole.places.map(({ place }) => place.slug),
    event: whole.events.map(({ event }) => event.slug),
  };
}

async function unnamed(tx: Tx, all: Named): Promise<Named> {
  const published = { some: { testimony: { state: 'published' } } };
  // One after another: a transaction is one connection, which answers one question at a time.
  const people = await tx.speaker.findMany({
    where: { slug: { in: all.person }, testimonies: { some: { state: 'published' } } },
  });
  const accounts = await tx.account.findMany({
    where: { slug: { in: all.account }, testimonies: { some: NAMES_ACCOUNT } },
  });
  const sources = await tx.source.findMany({ where: { slug: { in: all.source }, testimonies: published } });
  const places = await tx.place.findMany({
    where: { slug: { in: all.place }, testimonies: { some: { testimony: NAMES_PLACES } } },
  });
  const events = await tx.event.findMany({ where: { slug: { in: all.event }, testimonies: published } });
  const without = (slugs: string[], still: { slug: string }[]) =>
    slugs.filter((slug) => !still.some((row) => row.slug === slug));
  return {
    person: without(all.person, people),
    account: without(all.account, accounts),
    source: without(all.source, sources),
    place: without(all.place, places),
    event: without(all.event, events),
  };
}
