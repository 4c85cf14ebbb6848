import type { LocalisedText } from '@/lib/archive/localised';
import { type FormOf, NAME_WITHHELD_SLUG, type Named, type PublicDate } from '@/lib/archive/public-form';
import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import type { Withheld } from '@/lib/archive/withhold';
import { withholdName } from '@/lib/archive/withhold-name';
import type { Prisma } from '@/lib/db/generated/client';
import { protectedNames } from './protected-names';

/**
 * The one place where it is decided what a reader can get. Each function takes a whole private record
 * and gives its public form; what is not named here stays behind: notes, risk, who decided, positions
 * of people, protected names.
 */
export const TESTIMONY_WHOLE = {
  speaker: true,
  account: true,
  translations: { orderBy: { lang: 'asc' } },
  sources: { include: { source: true }, orderBy: { source: { slug: 'asc' } } },
  places: { include: { place: true }, orderBy: { place: { slug: 'asc' } } },
  events: { include: { event: true }, orderBy: { event: { slug: 'asc' } } },
  tags: { orderBy: { slug: 'asc' } },
  redactions: { where: { liftedAt: null }, orderBy: { id: 'asc' } },
  captures: {
    include: { original: { select: { make: true, accession: { select: { slug: true } } } } },
    orderBy: { createdAt: 'asc' },
    take: 1,
  },
} satisfies Prisma.TestimonyInclude;
export type TestimonyWhole = Prisma.TestimonyGetPayload<{ include: typeof TESTIMONY_WHOLE }>;

/** The public form of a testimony, without what was redacted and without a protected name. */
export function testimonyForm(whole: TestimonyWhole): FormOf<'testimony'> {
  return withholdName(unredactedForm(whole), whole.redactions.map(withheldBy), protectedNames(whole));
}

function withheldBy(row: TestimonyWhole['redactions'][number]): Withheld {
  const { field, words, part, spanStart: start, spanEnd: end } = row;
  const reason = row.reason as WithdrawalClass;
  if (field !== 'span') return { field, words, reason } as Withheld;
  // The database holds that these are there; without them the words would be shown.
  if (part === null || start === null || end === null) throw new Error('a span without its place');
  return { field, span: { part, start, end }, reason };
}

/** What the public form would be with nothing redacted: for corrections and checks, never for the shelf. */
export function unredactedForm(whole: TestimonyWhole): FormOf<'testimony'> {
  const first = whole.captures[0];
  if (!first) throw new Error(`testimony ${whole.reference} has no archived original`);
  return {
    form: 'testimony',
    reference: whole.reference,
    kind: whole.kind as FormOf<'testimony'>['kind'],
    stance: whole.stance as FormOf<'testimony'>['stance'],
    wording: whole.wording as FormOf<'testimony'>['wording'],
    text: whole.text,
    lang: whole.lang,
    originalLang: whole.originalLang,
    translations: whole.translations.map(({ lang, text, by, machine, status }) => ({
      lang,
      text,
      by,
      machine,
      status: status as FormOf<'testimony'>['translations'][number]['status'],
    })),
    ...speakerAndAccount(whole),
    platform: whole.platform,
    channel: localised(whole.channel),
    date: date(whole.date),
    happened: whole.happened === null ? null : date(whole.happened),
    captured: whole.captured === null ? null : date(whole.captured),
    places: whole.places.map(({ place }) => named(place)),
    events: whole.events.map(({ event }) => named(event)),
    tags: whole.tags.map(({ slug, label }) => ({ slug, label })),
    sources: whole.sources.map(citedSource),
    warnings: whole.warnings as FormOf<'testimony'>['warnings'],
    minor: whole.minor,
    ageStated: whole.ageStated,
    context: localised(whole.context),
    rights: whole.rights,
    basis: whole.basis as FormOf<'testimony'>['basis'],
    reviewedBy: whole.reviewedBy as FormOf<'testimony'>['reviewedBy'],
    accession: first.original.accession.slug,
    original: first.original.make as FormOf<'testimony'>['original'],
  };
}

const NAME_WITHHELD: Named = {
  slug: NAME_WITHHELD_SLUG,
  name: { en: 'Name withheld', ar: 'الاسم محجوب' },
};

/** A protected name takes the account and the address of the post with it: either would tell it. */
function speakerAndAccount(whole: TestimonyWhole): Pick<FormOf<'testimony'>, 'speaker' | 'account' | 'url'> {
  const type = whole.speaker.type as FormOf<'person'>['type'];
  if (whole.speaker.nameProtected) {
    return { speaker: { ...NAME_WITHHELD, type, as: null }, account: null, url: null };
  }
  return {
    speaker: { ...named(whole.speaker), type, as: localised(whole.speakerAs) },
    account: whole.account && {
      ...named(whole.account),
      platform: whole.account.platform,
      handle: whole.account.handle,
    },
    url: whole.url,
  };
}

export function personForm(row: Prisma.SpeakerGetPayload<object>): FormOf<'person'> {
  return {
    form: 'person',
    ...named(row),
    about: localised(row.about),
    type: row.type as FormOf<'person'>['type'],
  };
}

export function accountForm(row: Prisma.AccountGetPayload<object>): FormOf<'account'> {
  return {
    form: 'account',
    ...named(row),
    about: localised(row.about),
    platform: row.platform,
    handle: row.handle,
    url: row.url,
  };
}

export function sourceForm(row: Prisma.SourceGetPayload<object>): FormOf<'source'> {
  const { slug, title, publisher, author, url } = row;
  return {
    form: 'source',
    slug,
    label: text(row.label),
    about: localised(row.about),
    title,
    publisher,
    author,
    url,
    date: date(row.date),
  };
}

export const PLACE_WHOLE = { within: true } satisfies Prisma.PlaceInclude;

export function placeForm(row: Prisma.PlaceGetPayload<{ include: typeof PLACE_WHOLE }>): FormOf<'place'> {
  return {
    form: 'place',
    ...named(row),
    about: localised(row.about),
    type: row.type as FormOf<'place'>['type'],
    within: row.within && named(row.within),
    lat: row.lat,
    lon: row.lon,
  };
}

export const EVENT_WHOLE = {
  places: { include: { place: true }, orderBy: { place: { slug: 'asc' } } },
  sources: { include: { source: true }, orderBy: { source: { slug: 'asc' } } },
} satisfies Prisma.EventInclude;

export function eventForm(row: Prisma.EventGetPayload<{ include: typeof EVENT_WHOLE }>): FormOf<'event'> {
  return {
    form: 'event',
    ...named(row),
    about: localised(row.about),
    type: row.type as FormOf<'event'>['type'],
    date: date(row.date),
    places: row.places.map(({ place }) => named(place)),
    sources: row.sources.map(citedSource),
    credit: row.credit,
  };
}

export function collectionForm(row: Prisma.CollectionGetPayload<object>): FormOf<'collection'> {
  return {
    form: 'collection',
    ...named(row),
    about: localised(row.about),
    items: row.items as FormOf<'collection'>['items'],
  };
}

export const RELATION_WHOLE = {
  from: { select: { reference: true } },
  to: { select: { reference: true } },
} satisfies Prisma.RelationInclude;

export function relationForm(
  row: Prisma.RelationGetPayload<{ include: typeof RELATION_WHOLE }>,
): FormOf<'relation'> {
  return {
    form: 'relation',
    from: row.from.reference,
    to: row.to.reference,
    type: row.type as FormOf<'relation'>['type'],
    reason: text(row.reason),
    source: row.source,
  };
}

function citedSource(row: {
  locator: string | null;
  source: Prisma.SourceGetPayload<object>;
}): FormOf<'testimony'>['sources'][number] {
  const { slug, title, publisher, author } = row.source;
  return { slug, label: text(row.source.label), title, publisher, author, locator: row.locator };
}

function named(row: { slug: string; name: Prisma.JsonValue }): Named {
  return { slug: row.slug, name: text(row.name) };
}

// These columns are written by the stores alone, from values that zod has checked.
function text(value: Prisma.JsonValue): LocalisedText {
  return value as LocalisedText;
}
function localised(value: Prisma.JsonValue | null): LocalisedText | null {
  return value as LocalisedText | null;
}
function date(value: Prisma.JsonValue): PublicDate {
  return value as unknown as PublicDate;
}
