import type { Actor } from '@/lib/access/actor';
import type { Grant } from '@/lib/access/authorize';
import type { TestimonyRecord } from '@/lib/archive/record';
import { makeReference, readReference } from '@/lib/archive/reference';
import { slugify } from '@/lib/archive/slug';
import { type Basis, DEFAULT_RIGHTS, type Risk } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { canonicalJson, type Json } from '@/lib/custody/canonical-json';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { type Refused, type Result, refuse } from '@/lib/result';
import { type Authorities, nameAuthorities } from './name-authorities';
import {
  accountForm,
  EVENT_WHOLE,
  eventForm,
  PLACE_WHOLE,
  personForm,
  placeForm,
  sourceForm,
  TESTIMONY_WHOLE,
  testimonyForm,
} from './public-form';
import { putForm } from './shelf';
import { storedDate } from './stored-date';

/** What publishing adds to a record: on what basis, with what risk, looked at by how many people. */
export interface PublicationFacts {
  basis: Basis;
  risk: Risk;
  minor: boolean | null;
  reviewedBy: 'none' | 'one' | 'two';
  originalId: string;
}

/**
 * Makes a testimony of a record and puts its public form, and those of whom and what it names, on the
 * shelf, with the custody event, in the caller's transaction. Gives its id and reference. Refuses a
 * date that cannot be computed and a reference that is malformed or taken.
 */
export async function writeTestimony(
  tx: Tx,
  actor: Actor,
  grant: Grant<'testimony.publish'>,
  record: TestimonyRecord,
  facts: PublicationFacts,
  context: Context,
): Promise<Result<{ id: string; reference: string }, Refused>> {
  const dates = readDates(record);
  if (!dates.ok) return dates;
  const reference = await chooseReference(tx, record.reference, context.random);
  if (!reference.ok) return reference;
  if (record.platform && record.platformId) {
    const { platform, platformId } = record;
    const held = await tx.testimony.findUnique({ where: { platform_platformId: { platform, platformId } } });
    if (held)
      return refuse(
        'already-held',
        `This post is in the archive already, as ${held.reference}: reject it as a duplicate.`,
      );
  }
  const authorities = await nameAuthorities(tx, grant, record, context.random);
  const created = await tx.testimony.create({
    data: {
      reference: reference.value,
      ...dates.value,
      ...ownFields(record, facts),
      ...linked(record, authorities),
      captures: { create: { originalId: facts.originalId } },
    },
    include: TESTIMONY_WHOLE,
  });
  await publishAuthorities(tx, grant, authorities, context.random);
  const form = testimonyForm(created);
  const { version } = await putForm(tx, grant, form, context.random);
  const original = await tx.archivedOriginal.findUniqueOrThrow({ where: { id: facts.originalId } });
  await recordEvent(
    tx,
    actor,
    {
      type: 'published',
      subject: { kind: 'testimony', key: created.reference },
      body: { version, basis: facts.basis, reviewedBy: facts.reviewedBy },
      public: true,
      commit: { form: canonicalJson(form as unknown as Json), original: original.bytes },
    },
    context.random,
  );
  return { ok: true, value: { id: created.id, reference: created.reference } };
}

function readDates(record: TestimonyRecord): Result<{
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

async function chooseReference(
  tx: Tx,
  wanted: string | null,
  random: Context['random'],
): Promise<Result<string, Refused>> {
  if (wanted === null) return { ok: true, value: makeReference(random(10)) };
  const reference = readReference(wanted);
  if (reference === null)
    return refuse('bad-reference', `“${wanted}” is not a reference: leave it out, and one is made.`);
  const taken =
    (await tx.testimony.count({ where: { reference } })) +
    (await tx.tombstone.count({ where: { reference } }));
  return taken === 0
    ? { ok: true, value: reference }
    : refuse(
        'reference-taken',
        `The reference ${reference} belongs to another record: leave it out, and a new one is made.`,
      );
}

function ownFields(record: TestimonyRecord, facts: PublicationFacts) {
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

function linked(record: TestimonyRecord, { speaker, account, sources, places, events }: Authorities) {
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

async function publishAuthorities(
  tx: Tx,
  grant: Grant<'testimony.publish'>,
  { speaker, account, sources, places, events }: Authorities,
  random: Context['random'],
): Promise<void> {
  // A protected speaker has no page: it would tell the name that the testimony withholds.
  if (!speaker.nameProtected) await putForm(tx, grant, personForm(speaker), random);
  if (account && !speaker.nameProtected) await putForm(tx, grant, accountForm(account), random);
  for (const { source } of sources) await putForm(tx, grant, sourceForm(source), random);
  for (const { id } of places) {
    await putForm(
      tx,
      grant,
      placeForm(await tx.place.findUniqueOrThrow({ where: { id }, include: PLACE_WHOLE })),
      random,
    );
  }
  for (const { id } of events) {
    await putForm(
      tx,
      grant,
      eventForm(await tx.event.findUniqueOrThrow({ where: { id }, include: EVENT_WHOLE })),
      random,
    );
  }
}
