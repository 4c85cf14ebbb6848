import { fileURLToPath } from 'node:url';
import type { SystemActor } from '@/lib/access/actor';
import { authorize, type Grant } from '@/lib/access/authorize';
import { authorityRecord, isAuthorityKind, testimonyRecord } from '@/lib/archive/record';
import type { Basis } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import type { StagedItem } from '@/lib/db/generated/client';
import { stageAccession } from '@/lib/intake/stage-accession';
import { type Refused, type Result, refuse } from '@/lib/result';
import { readFoundingCorpus } from '@/prisma/corpus/founding-corpus';
import { orTakeBack, refusalOf } from './refused-inside';
import { writeAuthority } from './write-authority';
import { writeRelations } from './write-relations';
import { writeTestimony } from './write-testimony';

const FOUNDING: SystemActor = { type: 'system', name: 'founding' };
const CORPUS = new URL('../../prisma/corpus/', import.meta.url);

/**
 * Opens an empty archive with the founding corpus: staged by the same importer as every accession, and
 * published without a second person, which every record's custody says. Only into an empty archive,
 * and only the files whose digest the repository holds (readFoundingCorpus). Gives how many records
 * were published; 0 when the archive was founded before. A founding that was cut off goes on.
 */
export async function foundArchive(context: Context, corpus: URL = CORPUS): Promise<Result<number, Refused>> {
  if (await context.db.archiveFact.findUnique({ where: { name: 'founded' } })) return { ok: true, value: 0 };
  const grant = authorize(FOUNDING, 'testimony.publish');
  if (!grant.ok) return grant;
  const read = readFoundingCorpus(corpus);
  if (!read.ok) return read;
  const { accession: slug, files } = read.value;
  const others =
    (await context.db.accession.count({ where: { slug: { not: slug } } })) +
    (await context.db.testimony.count());
  if (others > 0) {
    return refuse(
      'not-empty',
      'The founding corpus comes into an empty archive alone, and this one has records.',
    );
  }
  const paths = files.map(({ name }) => fileURLToPath(new URL(name, corpus)));
  const staged = await stageOnce(paths, slug, context);
  if (!staged.ok) return staged;
  return refusalOf(() =>
    context.db.$transaction((tx) => publishAll(tx, grant.value, slug, context), {
      timeout: 120_000,
      maxWait: 10_000,
    }),
  );
}

/** Stages the corpus, or goes on with what a founding that was cut off had staged whole. */
async function stageOnce(
  paths: string[],
  slug: string,
  context: Context,
): Promise<Result<undefined, Refused>> {
  const whole = await context.db.accession.count({ where: { slug, finishedAt: { not: null } } });
  if (whole > 0) return { ok: true, value: undefined };
  const staged = await stageAccession(FOUNDING, { paths, slug, originalMake: 'transcription' }, context);
  if (!staged.ok) return staged;
  const [example] = staged.value.report.examples;
  return example === undefined
    ? { ok: true, value: undefined }
    : refuse('corpus-faulty', `The founding corpus has a faulty record: ${example.message}`);
}

async function publishAll(
  tx: Tx,
  grant: Grant<'testimony.publish'>,
  slug: string,
  context: Context,
): Promise<Result<number, Refused>> {
  const items = await tx.stagedItem.findMany({
    where: { accession: { slug }, state: 'waiting' },
    orderBy: { position: 'asc' },
  });
  const ordered = inOrderOfNaming(items);
  for (const item of ordered.filter((one) => isAuthorityKind(one.recordKind))) {
    orTakeBack(await writeAuthority(tx, grant, authorityRecord.parse(item.proposal), context));
    await accepted(tx, item, null);
  }
  const written: { testimony: { id: string; reference: string }; item: StagedItem }[] = [];
  for (const item of ordered.filter((one) => !isAuthorityKind(one.recordKind))) {
    const record = testimonyRecord.parse(item.proposal);
    if (item.originalId === null) throw new Error(`item ${item.id} has no archived original`);
    const facts = {
      basis: await basisOf(
        tx,
        record.sources.map(({ id }) => id),
      ),
      risk: 'ordinary' as const,
      minor: record.minor,
      reviewedBy: 'none' as const,
      originalId: item.originalId,
    };
    const testimony = orTakeBack(await writeTestimony(tx, FOUNDING, grant, record, facts, context));
    await accepted(tx, item, testimony.id);
    written.push({ testimony, item });
  }
  for (const { testimony, item } of written) {
    const { relations } = testimonyRecord.parse(item.proposal);
    await writeRelations(tx, FOUNDING, grant, testimony, relations, context.random);
  }
  await tx.archiveFact.create({
    data: { name: 'founded', value: { accession: slug, records: items.length } },
  });
  await recordEvent(
    tx,
    FOUNDING,
    {
      type: 'founded',
      subject: { kind: 'accession', key: slug },
      body: { records: items.length, reviewedBy: 'none' },
      public: true,
    },
    context.random,
  );
  return { ok: true, value: items.length };
}

const NAMING_ORDER = ['source', 'person', 'account', 'place', 'event', 'collection', 'testimony'];

/** What is named before what names it, in whatever order the files stand; of places the outer one first. */
function inOrderOfNaming(items: StagedItem[]): StagedItem[] {
  const within = new Map(
    items
      .filter((item) => item.recordKind === 'place')
      .map((item) => item.proposal as { id: string; within: string | null })
      .map((place) => [place.id, place.within]),
  );
  const depth = (item: StagedItem): number => {
    let [steps, outer] = [0, within.get((item.proposal as { id?: string }).id ?? '')];
    while (outer && steps < within.size) [steps, outer] = [steps + 1, within.get(outer)];
    return item.recordKind === 'place' ? steps : 0;
  };
  const rank = (item: StagedItem) => NAMING_ORDER.indexOf(item.recordKind);
  return [...items].sort(
    (a, b) => rank(a) - rank(b) || depth(a) - depth(b) || Number(a.position - b.position),
  );
}

/** S3 and S4 are sources that the archive holds and whose publisher is unknown. */
async function basisOf(tx: Tx, sources: string[]): Promise<Basis> {
  const named = await tx.source.count({ where: { slug: { in: sources }, publisher: { not: null } } });
  return named > 0 ? 'published-by-named-source' : 'published-by-source-held';
}

async function accepted(tx: Tx, item: StagedItem, testimonyId: string | null): Promise<void> {
  await tx.stagedItem.update({
    where: { id: item.id },
    data: { state: 'accepted', testimonyId, version: item.version + 1 },
  });
}
