import type { Grant } from '@/lib/access/authorize';
import { DEFAULT_ZONE } from '@/lib/archive/edtf-date';
import { type LocalisedText, localisedInput } from '@/lib/archive/localised';
import type { TestimonyRecord } from '@/lib/archive/record';
import { makeReference } from '@/lib/archive/reference';
import { slugify } from '@/lib/archive/slug';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import type { Account, Event, Place, Source, Speaker } from '@/lib/db/generated/client';

/**
 * Finds the people, accounts, sources, places and events that a testimony names, by slug or by a name
 * as it is written, and makes those that the archive does not have yet. A made one knows no more than
 * its name: everything else about it stays unknown.
 */
export interface Authorities {
  speaker: Speaker;
  account: Account | null;
  sources: { source: Source; locator: string | null }[];
  places: Place[];
  events: Event[];
}

export async function nameAuthorities(
  tx: Tx,
  _grant: Grant<'testimony.publish'>,
  record: TestimonyRecord,
  random: Context['random'],
): Promise<Authorities> {
  const speaker = await speakerNamed(tx, record.speaker, random);
  const account = record.account ? await accountNamed(tx, record.account, record.platform, random) : null;
  const cited = [
    ...(record.source ? [{ id: record.source, locator: record.locator }] : []),
    ...record.sources,
  ];
  const sources: Authorities['sources'] = [];
  for (const citation of cited) {
    const source = await sourceNamed(tx, citation, random);
    if (!sources.some((known) => known.source.id === source.id))
      sources.push({ source, locator: citation.locator });
  }
  const places = await each(record.place, (name) => placeNamed(tx, name, random));
  const events = await each(record.events, (name) => eventNamed(tx, name, random));
  // Last: another may have linked the two and wait for the lock of `foundOrMade`.
  if (account) {
    const link = { accountId: account.id, speakerId: speaker.id };
    await tx.accountSpeaker.upsert({ where: { accountId_speakerId: link }, create: link, update: {} });
  }
  return { speaker, account, sources, places, events };
}

/**
 * Gives what `find` finds, or makes it. Only one at a time makes something: two who publish the first
 * words of one person at once would else make two people of one name, and protecting the one would leave
 * the other in sight. Held until the transaction ends.
 */
async function foundOrMade<Row>(
  tx: Tx,
  find: () => Promise<Row | null>,
  make: () => Promise<Row>,
): Promise<Row> {
  const found = await find();
  if (found !== null) return found;
  await lockNames(tx);
  return (await find()) ?? make();
}

/** Lets one transaction at a time make people, accounts, sources, places and events. */
export async function lockNames(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('sawt.names'))`;
}

async function speakerNamed(tx: Tx, name: string, random: Context['random']): Promise<Speaker> {
  return foundOrMade(
    tx,
    async () =>
      (await tx.speaker.findUnique({ where: { slug: name } })) ??
      (await tx.speaker.findFirst({
        // Also a protected one: a second person of the same name would show it.
        where: {
          OR: [...named(name), { aliases: { has: name } }],
        },
        orderBy: { nameProtected: 'desc' },
      })),
    async () => {
      const slug = await freeSlug(name, random, (of) => tx.speaker.count(of));
      return tx.speaker.create({ data: { slug, type: 'person', name: inItsLanguage(name), aliases: [] } });
    },
  );
}

async function accountNamed(
  tx: Tx,
  name: string,
  platform: string | null,
  random: Context['random'],
): Promise<Account> {
  const handle = name.replace(/^@/, '');
  return foundOrMade(
    tx,
    async () =>
      (await tx.account.findUnique({ where: { slug: name } })) ??
      (await tx.account.findFirst({
        where: {
          ...(platform && { platform }),
          OR: [{ handle }, ...named(name)],
        },
      })),
    async () => {
      const base = platform ? `${platform} ${handle}` : handle;
      const slug = await freeSlug(base, random, (of) => tx.account.count(of));
      return tx.account.create({
        data: {
          slug,
          platform: platform ?? 'unknown',
          name: inItsLanguage(name),
          handle: name.startsWith('@') ? handle : null,
        },
      });
    },
  );
}

async function sourceNamed(
  tx: Tx,
  citation: TestimonyRecord['sources'][number],
  random: Context['random'],
): Promise<Source> {
  const stated = (field: string): string | null => {
    const value = (citation as Record<string, unknown>)[field];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  return foundOrMade(
    tx,
    async () =>
      (await tx.source.findUnique({ where: { slug: citation.id } })) ??
      (await tx.source.findFirst({
        where: { OR: [{ title: citation.id }, { label: { path: ['en'], equals: citation.id } }] },
      })),
    async () => {
      const label = stated('title') ?? citation.id;
      const slug = await freeSlug(citation.id, random, (of) => tx.source.count(of));
      const url = stated('url');
      return tx.source.create({
        data: {
          slug,
          label: inItsLanguage(label),
          title: stated('title'),
          publisher: stated('publisher'),
          author: stated('author'),
          url: url !== null && /^https?:\/\//.test(url) ? url : null,
          date: UNKNOWN_DATE,
        },
      });
    },
  );
}

async function placeNamed(tx: Tx, name: string, random: Context['random']): Promise<Place> {
  return foundOrMade(
    tx,
    async () =>
      (await tx.place.findUnique({ where: { slug: name } })) ??
      (await tx.place.findFirst({
        where: { OR: named(name) },
      })),
    async () => {
      const slug = await freeSlug(name, random, (of) => tx.place.count(of));
      return tx.place.create({ data: { slug, type: 'other', name: inItsLanguage(name) } });
    },
  );
}

async function eventNamed(tx: Tx, name: string, random: Context['random']): Promise<Event> {
  return foundOrMade(
    tx,
    async () =>
      (await tx.event.findUnique({ where: { slug: name } })) ??
      (await tx.event.findFirst({
        where: { OR: named(name) },
      })),
    async () => {
      const slug = await freeSlug(name, random, (of) => tx.event.count(of));
      return tx.event.create({
        data: {
          slug,
          type: 'other',
          name: inItsLanguage(name),
          date: UNKNOWN_DATE,
        },
      });
    },
  );
}

const UNKNOWN_DATE = { edtf: null, zone: DEFAULT_ZONE, earliest: null, latest: null, why: null };

/** Has this very name, in either language. */
function named(name: string) {
  return ['en', 'ar'].map((lang) => ({ name: { path: [lang], equals: name } }));
}

function inItsLanguage(name: string): LocalisedText {
  return localisedInput.parse(name);
}

/** A slug from the name where it has Latin letters, else a random one; never one that is taken. */
async function freeSlug(
  name: string,
  random: Context['random'],
  count: (of: { where: { slug: string } }) => Promise<number>,
): Promise<string> {
  const base = slugify(name);
  if (base !== '' && (await count({ where: { slug: base } })) === 0) return base;
  return [base.slice(0, 69), makeReference(random(10))].filter(Boolean).join('-');
}

async function each<Item, Value>(items: Item[], work: (item: Item) => Promise<Value>): Promise<Value[]> {
  const done: Value[] = [];
  for (const item of new Set(items)) done.push(await work(item));
  return done;
}
