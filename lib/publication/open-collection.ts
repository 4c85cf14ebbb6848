import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { LocalisedText } from '@/lib/archive/localised';
import { collectionRecord } from '@/lib/archive/record';
import { makeReference } from '@/lib/archive/reference';
import { slugify } from '@/lib/archive/slug';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import type { Collection, Prisma } from '@/lib/db/generated/client';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { OPEN_STATES } from '@/lib/review/rules';

export interface CollectionLine {
  slug: string;
  name: LocalisedText;
  parts: number;
  /** The item in the queue that proposes it, or its next version; null where none is open. */
  itemId: string | null;
  published: boolean;
}

/** The collections that are published, were, or are being written, by name. */
export async function listCollections(
  actor: UserActor,
  context: Context,
): Promise<Result<CollectionLine[], Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const [held, shown, open] = await Promise.all([
    context.db.collection.findMany({ orderBy: { slug: 'asc' } }),
    context.db.publicForm.findMany({
      where: { kind: 'collection', current: true, sealed: false },
      select: { key: true },
    }),
    context.db.stagedItem.findMany({
      where: { recordKind: 'collection', state: { in: [...OPEN_STATES] } },
      orderBy: { id: 'asc' },
    }),
  ]);
  const lines = new Map<string, CollectionLine>();
  const published = new Set(shown.map(({ key }) => key));
  for (const row of held) {
    const line = lineOf(proposalOf(row));
    lines.set(row.slug, { ...line, itemId: null, published: published.has(row.slug) });
  }
  for (const { id, proposal } of open) {
    const line = lineOf(proposal);
    lines.set(line.slug, { ...line, itemId: id, published: published.has(line.slug) });
  }
  return { ok: true, value: [...lines.values()] };
}

function lineOf(proposal: unknown): Pick<CollectionLine, 'slug' | 'name' | 'parts'> {
  const { id, name, items } = collectionRecord.parse(proposal);
  return { slug: id, name, parts: items.length };
}

/**
 * Opens a collection for writing: an item in the queue that proposes it, the next version of a published
 * one (`slug`) or a new one under a name of its own. It is edited and decided on like any other item. One
 * is open at a time: asking again gives the same. Refuses a new one without a name.
 */
export async function openCollection(
  actor: UserActor,
  input: { slug: string } | { name: LocalisedText },
  context: Context,
): Promise<Result<{ itemId: string }, Refused>> {
  const grant = authorize(actor, 'collection.edit');
  if (!grant.ok) return grant;
  if ('name' in input && Object.keys(input.name).length === 0) {
    return refuse('name-missing', 'Give the collection a name, in one of the two languages at least.');
  }
  return inTransaction(context.db, async (tx) => {
    const begun = 'slug' in input ? await existing(tx, input.slug) : await blank(tx, input.name, context);
    if (!begun.ok) return begun;
    const record = begun.value;
    // Two who ask for one collection at once get one item.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`collection ${record.id}`}, 0))`;
    const open = await tx.stagedItem.findFirst({
      where: {
        recordKind: 'collection',
        state: { in: [...OPEN_STATES] },
        proposal: { path: ['id'], equals: record.id },
      },
    });
    if (open) return { ok: true as const, value: { itemId: open.id } };
    const itemId = await stage(tx, actor, record, context);
    return { ok: true as const, value: { itemId } };
  });
}

type Proposal = { id: string } & Record<string, unknown>;

async function existing(tx: Tx, slug: string): Promise<Result<Proposal, Refused>> {
  const row = await tx.collection.findUnique({ where: { slug } });
  return row
    ? { ok: true, value: proposalOf(row) }
    : refuse('no-such-collection', 'There is no such collection.');
}

function proposalOf({ slug, name, about, items }: Collection): Proposal {
  return JSON.parse(
    JSON.stringify(collectionRecord.parse({ kind: 'collection', id: slug, name, about, items })),
  );
}

async function blank(tx: Tx, name: LocalisedText, context: Context): Promise<Result<Proposal, Refused>> {
  const wanted = slugify(name.en ?? Object.values(name)[0] ?? '');
  const taken = wanted === '' || (await tx.collection.count({ where: { slug: wanted } })) > 0;
  const id = taken ? `${wanted || 'collection'}-${makeReference(context.random(10)).slice(0, 4)}` : wanted;
  return {
    ok: true,
    value: JSON.parse(JSON.stringify(collectionRecord.parse({ kind: 'collection', id, name }))),
  };
}

async function stage(tx: Tx, actor: UserActor, record: Proposal, context: Context): Promise<string> {
  const now = context.clock();
  const accession = await tx.accession.create({
    data: {
      slug: `d-${makeReference(context.random(10))}`,
      format: 'desk',
      fileName: 'collection',
      fileDigest: 'desk',
      importedBy: actor.id,
      state: 'finished',
      report: { staged: 1, held: 0, quarantined: 0 },
      createdAt: now,
      finishedAt: now,
    },
  });
  const item = await tx.stagedItem.create({
    data: {
      accessionId: accession.id,
      position: 1,
      recordKind: 'collection',
      proposal: record as Prisma.InputJsonObject,
      createdAt: now,
      updatedAt: now,
    },
  });
  await recordEvent(
    tx,
    actor,
    {
      type: 'received',
      subject: { kind: 'accession', key: accession.slug },
      body: { staged: 1, from: 'desk' },
      public: false,
    },
    context.random,
  );
  return item.id;
}
