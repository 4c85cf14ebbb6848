import type { Grant } from '@/lib/access/authorize';
import type { Tx } from '@/lib/db/client';
import { relationKeys } from './relation-keys';

export type EraseGrant = Grant<'testimony.erase'> | Grant<'testimony.erase-again'>;

/** What an erasure reaches: a testimony by its reference, staged items and archived originals by id. */
export interface EraseTarget {
  reference: string;
  items: string[];
  originals: string[];
}

/**
 * Finds all that holds a testimony's words: every capture of it, the items that proposed it, and
 * whatever else came in with the same bytes or as the same post. What has become another testimony is
 * left out: that one is erased by its own reference.
 */
export async function findTarget(tx: Tx, known: EraseTarget): Promise<EraseTarget> {
  const { reference } = known;
  const [row] = await tx.$queryRaw<[{ items: string[]; originals: string[] }]>`
    WITH RECURSIVE own AS (
      SELECT id FROM testimony WHERE reference = ${reference}
    ), reach (item, original) AS (
      SELECT NULL::uuid, unnest(${known.originals}::uuid[])
      UNION SELECT unnest(${known.items}::uuid[]), NULL::uuid
      UNION SELECT NULL::uuid, original_id FROM testimony_capture WHERE testimony_id IN (SELECT id FROM own)
      UNION SELECT id, NULL::uuid FROM staged_item WHERE testimony_id IN (SELECT id FROM own)
      UNION SELECT next.item, next.original FROM reach CROSS JOIN LATERAL (
        SELECT NULL::uuid AS item, item.original_id AS original FROM staged_item item
          WHERE item.id = reach.item AND item.original_id IS NOT NULL
        UNION ALL SELECT NULL::uuid, capture.original_id FROM item_capture capture WHERE capture.item_id = reach.item
        UNION ALL SELECT twin.id, NULL::uuid FROM staged_item item
          JOIN staged_item twin ON twin.duplicate_key = item.duplicate_key
          WHERE item.id = reach.item AND (twin.testimony_id IS NULL OR twin.testimony_id IN (SELECT id FROM own))
        UNION ALL SELECT item.id, NULL::uuid FROM staged_item item
          WHERE item.original_id = reach.original AND (item.testimony_id IS NULL OR item.testimony_id IN (SELECT id FROM own))
        UNION ALL SELECT NULL::uuid, twin.id FROM archived_original original
          JOIN archived_original twin ON twin.digest = original.digest
          WHERE original.id = reach.original AND NOT EXISTS (SELECT 1 FROM testimony_capture capture
            WHERE capture.original_id = twin.id AND capture.testimony_id NOT IN (SELECT id FROM own))
      ) next
    )
    SELECT coalesce(array_agg(DISTINCT item::text) FILTER (WHERE item IS NOT NULL), '{}') AS items,
      coalesce(array_agg(DISTINCT original::text) FILTER (WHERE original IS NOT NULL), '{}') AS originals
    FROM reach`;
  return { reference, ...row };
}

/**
 * Deletes every row that holds words of the target or was derived from them, but for those that only
 * the owner's function may delete. Gives the names under which the ledger knew what went: the salts of
 * those are to be destroyed next.
 */
export async function eraseRows(tx: Tx, grant: EraseGrant, target: EraseTarget): Promise<string[]> {
  const { reference, items, originals } = target;
  const testimony = await tx.testimony.findUnique({ where: { reference } });
  const relations = testimony ? await relationKeys(tx, testimony.id) : [];
  await tx.$executeRaw`
    DELETE FROM desk_draft WHERE strpos(form, ${reference}) > 0 OR strpos(fields::text, ${reference}) > 0
      OR (${testimony?.text ?? null}::text IS NOT NULL AND strpos(fields::text, to_json(${testimony?.text ?? ''}::text)::text) > 0)
      OR EXISTS (SELECT 1 FROM unnest(${items}::text[]) item WHERE strpos(form, item) > 0)`;
  await tx.outsideMessage.deleteMany({ where: { OR: [{ reference }, { itemId: { in: items } }] } });
  const redactions = await tx.redaction.findMany({
    where: { testimony: { reference } },
    select: { id: true },
  });
  await tx.secondPersonRequest.deleteMany({
    where: { subjectKey: { in: [reference, ...redactions.map(({ id }) => id)] } },
  });
  await tx.redaction.deleteMany({ where: { testimony: { reference } } });
  await tx.itemRevision.deleteMany({ where: { itemId: { in: items } } });
  await tx.textBand.deleteMany({ where: { itemId: { in: items } } });
  await tx.itemCapture.deleteMany({
    where: { OR: [{ itemId: { in: items } }, { originalId: { in: originals } }] },
  });
  await tx.testimonyCapture.deleteMany({ where: { originalId: { in: originals } } });
  const accessions = await forgetFiles(tx, originals);
  const forms = [
    { kind: 'testimony', keys: [reference] },
    { kind: 'relation', keys: relations },
  ];
  if (testimony) forms.push(...(await eraseTestimony(tx, testimony)));
  return [...accessions, ...(await eraseForms(tx, grant, forms))];
}

/**
 * The digest of a file that held the words is a hash of them: of a file with one record in it, a guess
 * could be confirmed by it. Where nothing else of an accession is left, the file's name goes as well.
 * Gives the accessions' names.
 */
async function forgetFiles(tx: Tx, originals: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    UPDATE accession SET file_digest = 'erased', report = report || '{"digest": "erased"}',
      file_name = CASE WHEN EXISTS (SELECT 1 FROM archived_original other
        WHERE other.accession_id = accession.id AND other.id <> ALL (${originals}::uuid[]))
        THEN file_name ELSE 'erased' END
    WHERE id IN (SELECT accession_id FROM archived_original WHERE id = ANY (${originals}::uuid[]))
    RETURNING slug`;
  return rows.map(({ slug }) => slug);
}

/** The testimony's own rows, and whom and what no other testimony names. Gives the forms that go with them. */
async function eraseTestimony(
  tx: Tx,
  { id, speakerId, accountId }: { id: string; speakerId: string; accountId: string | null },
): Promise<{ kind: string; keys: string[] }[]> {
  const testimonyId = { where: { testimonyId: id } };
  const sources = await tx.testimonySource.findMany(testimonyId);
  const places = await tx.testimonyPlace.findMany(testimonyId);
  const events = await tx.testimonyEvent.findMany(testimonyId);
  await tx.testimonyCapture.deleteMany(testimonyId);
  await tx.translation.deleteMany(testimonyId);
  await tx.testimonySource.deleteMany(testimonyId);
  await tx.testimonyPlace.deleteMany(testimonyId);
  await tx.testimonyEvent.deleteMany(testimonyId);
  await tx.testimonyTag.deleteMany(testimonyId);
  await tx.relation.deleteMany({ where: { OR: [{ fromId: id }, { toId: id }] } });
  await tx.stagedItem.updateMany({ where: { testimonyId: id }, data: { testimonyId: null } });
  await tx.testimony.delete({ where: { id } });
  return [
    { kind: 'account', keys: accountId ? await eraseAccount(tx, accountId) : [] },
    { kind: 'person', keys: await eraseSpeaker(tx, speakerId) },
    {
      kind: 'event',
      keys: await eraseEvents(
        tx,
        events.map(({ eventId }) => eventId),
      ),
    },
    {
      kind: 'source',
      keys: await eraseSources(
        tx,
        sources.map(({ sourceId }) => sourceId),
      ),
    },
    {
      kind: 'place',
      keys: await erasePlaces(
        tx,
        places.map(({ placeId }) => placeId),
      ),
    },
  ];
}

// An authority with a record of its own stays (`standing`), and so does one that another record names.

async function eraseAccount(tx: Tx, id: string): Promise<string[]> {
  const account = await tx.account.findUniqueOrThrow({ where: { id } });
  if ((await tx.testimony.count({ where: { accountId: id } })) > 0) return [];
  if (await isStanding(tx, 'account', account.slug)) return [];
  await tx.accountSpeaker.deleteMany({ where: { accountId: id } });
  await tx.account.delete({ where: { id } });
  return [account.slug];
}

async function eraseSpeaker(tx: Tx, id: string): Promise<string[]> {
  const speaker = await tx.speaker.findUniqueOrThrow({ where: { id } });
  if ((await tx.testimony.count({ where: { speakerId: id } })) > 0) return [];
  if (await isStanding(tx, 'person', speaker.slug)) return [];
  await tx.accountSpeaker.deleteMany({ where: { speakerId: id } });
  await tx.secondPersonRequest.deleteMany({ where: { action: 'reveal-name', subjectKey: id } });
  await tx.speaker.delete({ where: { id } });
  return [speaker.slug];
}

async function eraseEvents(tx: Tx, ids: string[]): Promise<string[]> {
  const gone: string[] = [];
  for (const { id, slug } of await tx.event.findMany({
    where: { id: { in: ids }, testimonies: { none: {} } },
  })) {
    if (await isStanding(tx, 'event', slug)) continue;
    await tx.eventPlace.deleteMany({ where: { eventId: id } });
    await tx.eventSource.deleteMany({ where: { eventId: id } });
    await tx.event.delete({ where: { id } });
    gone.push(slug);
  }
  return gone;
}

async function eraseSources(tx: Tx, ids: string[]): Promise<string[]> {
  const gone: string[] = [];
  const where = { id: { in: ids }, testimonies: { none: {} }, events: { none: {} } };
  for (const { id, slug } of await tx.source.findMany({ where })) {
    if (await isStanding(tx, 'source', slug)) continue;
    await tx.source.delete({ where: { id } });
    gone.push(slug);
  }
  return gone;
}

async function erasePlaces(tx: Tx, ids: string[]): Promise<string[]> {
  const gone: string[] = [];
  const none = { none: {} };
  const where = { id: { in: ids }, testimonies: none, events: none, contains: none };
  for (const { id, slug } of await tx.place.findMany({ where })) {
    if (await isStanding(tx, 'place', slug)) continue;
    await tx.place.delete({ where: { id } });
    gone.push(slug);
  }
  return gone;
}

async function isStanding(tx: Tx, kind: string, key: string): Promise<boolean> {
  return (await tx.publicForm.count({ where: { kind, key, standing: true } })) > 0;
}

async function eraseForms(
  tx: Tx,
  _grant: EraseGrant,
  forms: { kind: string; keys: string[] }[],
): Promise<string[]> {
  const logKeys = new Set<string>();
  for (const { kind, keys } of forms) {
    const where = { kind, key: { in: keys } };
    for (const { logKey } of await tx.publicForm.findMany({ where, select: { logKey: true } }))
      logKeys.add(logKey);
    await tx.publicForm.deleteMany({ where });
  }
  return [...logKeys];
}
