import type { Grant } from '@/lib/access/authorize';
import type { AuthorityRecord } from '@/lib/archive/record';
import { readReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { type Refused, type Result, refuse } from '@/lib/result';
import { lockNames } from './name-authorities';
import {
  accountForm,
  collectionForm,
  EVENT_WHOLE,
  eventForm,
  PLACE_WHOLE,
  personForm,
  placeForm,
  sourceForm,
} from './public-form';
import { putForm } from './shelf';
import { storedDate } from './stored-date';
import { NAMES_ACCOUNT } from './unnamed-authorities';

type Written<Kind extends AuthorityRecord['kind']> = Extract<AuthorityRecord, { kind: Kind }>;

/**
 * Makes or renews a person, account, source, place, event or collection from a record of its own, and
 * puts its public form on the shelf, where it stays even when no testimony names it. Refuses a date
 * that cannot be computed, and a slug that it names and nobody has. What would tell a protected name is kept
 * and not shown.
 */
export async function writeAuthority(
  tx: Tx,
  grant: Grant<'testimony.publish'>,
  record: AuthorityRecord,
  context: Context,
): Promise<Result<string, Refused>> {
  // A testimony that is published just now may make the same one, by its name.
  if (record.kind !== 'collection') await lockNames(tx);
  const form = await writeRow(tx, record);
  if (!form.ok) return form;
  if (await tellsProtected(tx, record)) return { ok: true, value: record.id };
  await putForm(tx, grant, form.value, context.random, true);
  return { ok: true, value: record.id };
}

/** Whether a person's or an account's page would tell a protected name: then it has none. */
async function tellsProtected(tx: Tx, { kind, id: slug }: AuthorityRecord): Promise<boolean> {
  if (kind === 'person') return (await tx.speaker.count({ where: { slug, nameProtected: true } })) > 0;
  if (kind !== 'account') return false;
  const told = { slug, speakers: { some: { speaker: { nameProtected: true } } } };
  return (await tx.account.count({ where: { ...told, NOT: { testimonies: { some: NAMES_ACCOUNT } } } })) > 0;
}

type AuthorityForm = Parameters<typeof putForm>[2];

function writeRow(tx: Tx, record: AuthorityRecord): Promise<Result<AuthorityForm, Refused>> {
  switch (record.kind) {
    case 'person':
      return writePerson(tx, record);
    case 'account':
      return writeAccount(tx, record);
    case 'source':
      return writeSource(tx, record);
    case 'place':
      return writePlace(tx, record);
    case 'event':
      return writeEvent(tx, record);
    case 'collection':
      return writeCollection(tx, record);
  }
}

async function writePerson(tx: Tx, record: Written<'person'>): Promise<Result<AuthorityForm>> {
  const data = { type: record.type, name: record.name, aliases: record.aliases, about: orNull(record.about) };
  const row = await tx.speaker.upsert({
    where: { slug: record.id },
    create: { slug: record.id, ...data },
    update: data,
  });
  return { ok: true, value: personForm(row) };
}

async function writeAccount(tx: Tx, record: Written<'account'>): Promise<Result<AuthorityForm>> {
  const { platform, name, handle, url } = record;
  const data = { platform, name, handle, url, about: orNull(record.about) };
  const row = await tx.account.upsert({
    where: { slug: record.id },
    create: { slug: record.id, ...data },
    update: data,
  });
  for (const slug of record.speakers) {
    const speaker = await tx.speaker.findUnique({ where: { slug } });
    if (!speaker) return missing(record, 'speakers', slug);
    const link = { accountId: row.id, speakerId: speaker.id };
    await tx.accountSpeaker.upsert({ where: { accountId_speakerId: link }, create: link, update: {} });
  }
  return { ok: true, value: accountForm(row) };
}

async function writeSource(tx: Tx, record: Written<'source'>): Promise<Result<AuthorityForm>> {
  const date = storedDate('date', record.date, null, record.dateWhy);
  if (!date.ok) return date;
  const { label, title, publisher, author, url } = record;
  const data = { label, title, publisher, author, url, about: orNull(record.about), date: { ...date.value } };
  const row = await tx.source.upsert({
    where: { slug: record.id },
    create: { slug: record.id, ...data },
    update: data,
  });
  return { ok: true, value: sourceForm(row) };
}

async function writePlace(tx: Tx, record: Written<'place'>): Promise<Result<AuthorityForm>> {
  const within = record.within ? await tx.place.findUnique({ where: { slug: record.within } }) : null;
  if (record.within && !within) return missing(record, 'within', record.within);
  const { type, name, zone, lat, lon } = record;
  const data = { type, name, zone, lat, lon, about: orNull(record.about), withinId: within?.id ?? null };
  const row = await tx.place.upsert({
    where: { slug: record.id },
    create: { slug: record.id, ...data },
    update: data,
    include: PLACE_WHOLE,
  });
  return { ok: true, value: placeForm(row) };
}

async function writeEvent(tx: Tx, record: Written<'event'>): Promise<Result<AuthorityForm>> {
  const date = storedDate('date', record.date, record.zone, record.dateWhy);
  if (!date.ok) return date;
  const { type, name, credit } = record;
  const data = { type, name, credit, about: orNull(record.about), date: { ...date.value } };
  const { id } = await tx.event.upsert({
    where: { slug: record.id },
    create: { slug: record.id, ...data },
    update: data,
  });
  await tx.eventPlace.deleteMany({ where: { eventId: id } });
  for (const slug of record.place) {
    const place = await tx.place.findUnique({ where: { slug } });
    if (!place) return missing(record, 'place', slug);
    await tx.eventPlace.create({ data: { eventId: id, placeId: place.id } });
  }
  await tx.eventSource.deleteMany({ where: { eventId: id } });
  for (const { id: slug, locator } of record.sources) {
    const source = await tx.source.findUnique({ where: { slug } });
    if (!source) return missing(record, 'sources', slug);
    await tx.eventSource.create({ data: { eventId: id, sourceId: source.id, locator } });
  }
  return {
    ok: true,
    value: eventForm(await tx.event.findUniqueOrThrow({ where: { id }, include: EVENT_WHOLE })),
  };
}

async function writeCollection(tx: Tx, record: Written<'collection'>): Promise<Result<AuthorityForm>> {
  const data = { name: record.name, about: orNull(record.about), items: record.items };
  const row = await tx.collection.upsert({
    where: { slug: record.id },
    create: { slug: record.id, ...data },
    update: data,
  });
  return { ok: true, value: collectionForm(row) };
}

/** Refuses a collection that holds a record which never was; one that went is named still, and the page says so. */
export async function refuseUnknownRecords(
  tx: Tx,
  record: Written<'collection'>,
): Promise<Result<undefined, Refused>> {
  for (const item of record.items) {
    if (!('reference' in item)) continue;
    const where = { reference: readReference(item.reference) ?? '' };
    const known = (await tx.testimony.count({ where })) + (await tx.tombstone.count({ where }));
    if (known === 0) return missing(record, 'items', item.reference);
  }
  return { ok: true, value: undefined };
}

function orNull<Value extends Prisma.InputJsonValue>(value: Value | null): Value | typeof Prisma.DbNull {
  return value ?? Prisma.DbNull;
}

function missing(record: AuthorityRecord, field: string, slug: string) {
  return refuse(
    'unknown-name',
    `${record.kind} ${record.id}: ${field} names “${slug}”, which the archive does not have: accept its own record first.`,
  );
}
