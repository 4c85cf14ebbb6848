import type { TestimonyRecord } from '@/lib/archive/record';
import { slugify } from '@/lib/archive/slug';
import { type Basis, DEFAULT_RIGHTS, type Risk } from '@/lib/archive/vocabulary';
import { Prisma } from '@/lib/db/generated/client';
import type { Result } from '@/lib/result';
import type { Authorities } from './name-authorities';
import { storedDate } from './stored-date';

/** How a `sawt/1` record becomes the columns and links of a testimony: the same when it is made and corrected. */

/** What publishing adds to a record: on what basis, with what risk, looked at by how many people. */
export interface PublicationFacts {
  basis: Basis;
  risk: Risk;
  minor: boolean | null;
  reviewedBy: 'none' | 'one' | 'two';
}

/** The three clocks with their bounds. Refuses a date that cannot be computed. */
export function readDates(record: TestimonyRecord): Result<{
  date: Prisma.InputJsonObject;
  happened: Prisma.InputJsonObject | typeof Prisma.DbNull;
  captured: Prisma.InputJsonObject | typeof Prisma.DbNull;
}> {
  const date = storedDate('date', record.date, record.zone, record.dateWhy);
  if (!date.ok) return date;
  const happened = storedDate('happened', record.happened, record.zone, null);
  if (!happened.ok) return happened;
  const captured = storedDate('captured', record.captured, record.zone, null);
  if (!captured.ok) return captured;
  return {
    ok: true,
    value: {
      date: { ...date.value },
      happened: record.happened === null ? Prisma.DbNull : { ...happened.value },
      captured: record.captured === null ? Prisma.DbNull : { ...captured.value },
    },
  };
}

/** The columns that the record itself fills. */
export function ownFields(record: TestimonyRecord, facts: PublicationFacts) {
  return {
    kind: record.kind,
    stance: record.stance,
    wording: record.wording,
    text: record.text,
    lang: record.lang,
    originalLang: record.originalLang,
    speakerAs: record.speakerAs ?? Prisma.DbNull,
    platform: record.platform,
    platformId: record.platformId,
    url: record.url,
    channel: record.channel ?? Prisma.DbNull,
    context: record.context ?? Prisma.DbNull,
    warnings: record.warning,
    rights: record.rights ?? DEFAULT_RIGHTS,
    minor: facts.minor,
    ageStated: record.ageStated,
    basis: facts.basis,
    risk: facts.risk,
    reviewedBy: facts.reviewedBy,
    note: record.note,
    state: 'published',
  };
}

/** Its links to whom and what it names, and its translations, as rows to be made. */
export function linked(record: TestimonyRecord, { speaker, account, sources, places, events }: Authorities) {
  const tags = new Map(record.tags.map((label) => [slugify(label) || label, label.replace(/^#/, '')]));
  return {
    speakerId: speaker.id,
    accountId: account?.id ?? null,
    translations: { create: record.translations },
    sources: { create: sources.map(({ source, locator }) => ({ sourceId: source.id, locator })) },
    places: { create: places.map(({ id }) => ({ placeId: id })) },
    events: { create: events.map(({ id }) => ({ eventId: id })) },
    tags: { create: [...tags].map(([slug, label]) => ({ slug, label })) },
  };
}
