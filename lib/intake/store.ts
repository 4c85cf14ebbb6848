import type pg from 'pg';
import type { Grant } from '@/lib/access/authorize';
import type { Json } from '@/lib/custody/canonical-json';
import type { Tx } from '@/lib/db/client';
import { isTestimony } from './check-record';
import { CopyRows, type CopyValue } from './copy-rows';
import type { PostIdentity } from './post-identity';
import type { Prepared, PreparedOriginal } from './prepare-item';
import type { ImportReport } from './report';

/** An accession as the import keeps it while it goes on. */
export interface OpenAccession {
  id: string;
  slug: string;
  /** Records dealt with; a resumed import passes over as many. */
  resumeAt: number;
  report: ImportReport;
}

type Client = pg.PoolClient;
type ImportGrant = Grant<'accession.import'>;

/**
 * Takes the lock of one input for as long as the connection lives, so that the same file is not imported
 * twice at once; it goes by itself when the process is killed. Gives false when another holds it.
 */
export async function lockInput(client: Client, digest: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
    [`intake:${digest}`],
  );
  return rows[0]!.locked;
}

export async function unlockInput(client: Client, digest: string): Promise<void> {
  await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [`intake:${digest}`]);
}

/** The accession that an earlier, killed import of the same input in the same way left open; or null. */
export async function findOpenAccession(
  client: Client,
  digest: string,
  how: string,
): Promise<OpenAccession | null> {
  const { rows } = await client.query<{ id: string; slug: string; resume_at: string; report: ImportReport }>(
    `SELECT id, slug, resume_at, report FROM accession
     WHERE file_digest = $1 AND state = 'open' AND report->>'how' = $2 ORDER BY created_at DESC LIMIT 1`,
    [digest, how],
  );
  const row = rows[0];
  return row ? { id: row.id, slug: row.slug, resumeAt: Number(row.resume_at), report: row.report } : null;
}

export async function insertAccession(
  client: Client,
  _grant: ImportGrant,
  accession: {
    id: string;
    slug: string;
    format: string;
    fileName: string;
    fileDigest: string;
    zone: string | null;
    importedBy: string;
    now: Date;
  },
): Promise<void> {
  await client.query(
    `INSERT INTO accession (id, slug, format, file_name, file_digest, zone, imported_by, state, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8)`,
    [
      accession.id,
      accession.slug,
      accession.format,
      accession.fileName,
      accession.fileDigest,
      accession.zone,
      accession.importedBy,
      accession.now,
    ],
  );
}

/** Writes down how far the import has come, in the transaction of the rows themselves. */
export async function saveProgress(
  client: Client,
  _grant: ImportGrant,
  accession: OpenAccession,
): Promise<void> {
  await client.query('UPDATE accession SET resume_at = $2, report = $3 WHERE id = $1', [
    accession.id,
    accession.resumeAt,
    accession.report,
  ]);
}

/** Closes an accession: everything in its input is dealt with. */
export async function finishAccession(tx: Tx, _grant: ImportGrant, id: string, now: Date): Promise<void> {
  await tx.accession.update({ where: { id }, data: { state: 'finished', finishedAt: now } });
}

/**
 * Marks an accession and what of it still waits as withdrawn; null when there is none. Captures that it
 * brought to others' posts go too; their originals stay, as all originals do.
 */
export async function closeAccession(
  tx: Tx,
  _grant: Grant<'accession.withdraw'>,
  slug: string,
  now: Date,
): Promise<{ already: boolean; withdrawn: number; published: string[] } | null> {
  const accession = await tx.accession.findUnique({ where: { slug } });
  if (!accession) return null;
  await tx.accession.update({ where: { slug }, data: { state: 'withdrawn' } });
  const of = { accessionId: accession.id };
  const { count } = await tx.stagedItem.updateMany({
    where: { ...of, state: { in: ['waiting', 'returned', 'escalated', 'quarantined'] } },
    data: {
      state: 'withdrawn',
      version: { increment: 1 },
      claimedById: null,
      claimedUntil: null,
      updatedAt: now,
    },
  });
  await tx.itemCapture.deleteMany({ where: { original: of, item: { accessionId: { not: accession.id } } } });
  await tx.testimonyCapture.deleteMany({
    where: { original: of, testimony: { items: { none: of } } },
  });
  const published = await tx.testimony.findMany({
    where: { state: 'published', items: { some: { ...of, state: 'accepted' } } },
    select: { reference: true },
    orderBy: { reference: 'asc' },
  });
  return {
    already: accession.state === 'withdrawn',
    withdrawn: count,
    published: published.map((testimony) => testimony.reference),
  };
}

/** What the archive holds under one duplicate key. */
export interface HeldItem {
  /** Null for a testimony that is found by its platform's id alone. */
  itemId: string | null;
  state: string;
  text: string | null;
  /** The whole record, of an authority; null for testimonies. */
  authority: Json | null;
  testimonyId: string | null;
  testimonyState: string | null;
}

/**
 * Looks up items by their duplicate keys, and testimonies by their platform's id, which a curator may have
 * corrected since. By index, however much is held. Withdrawn items do not count.
 */
export async function findByKeys(
  client: Client,
  keys: readonly string[],
  posts: readonly PostIdentity[],
): Promise<Map<string, HeldItem>> {
  const held = new Map<string, HeldItem>();
  if (posts.length > 0) {
    const { rows } = await client.query<HeldItem & { key: string }>(
      `SELECT t.platform || ':' || t.platform_id AS key, NULL AS "itemId", 'accepted' AS state, t.text,
              NULL AS authority, t.id AS "testimonyId", t.state AS "testimonyState"
       FROM testimony t JOIN unnest($1::text[], $2::text[]) AS p(platform, platform_id)
         ON t.platform = p.platform AND t.platform_id = p.platform_id`,
      [posts.map((post) => post.platform), posts.map((post) => post.platformId)],
    );
    for (const { key, ...found } of rows) held.set(key, found);
  }
  if (keys.length > 0) {
    const { rows } = await client.query<HeldItem & { key: string }>(
      `SELECT i.duplicate_key AS key, i.id AS "itemId", i.state, i.proposal->>'text' AS text,
              CASE WHEN i.record_kind <> 'testimony' THEN i.proposal END AS authority,
              i.testimony_id AS "testimonyId", t.state AS "testimonyState"
       FROM staged_item i LEFT JOIN testimony t ON t.id = i.testimony_id
       WHERE i.duplicate_key = ANY($1) AND i.state NOT IN ('withdrawn', 'quarantined')
       ORDER BY i.id DESC`,
      [keys],
    );
    // The oldest comes last and stays: it is the one that later captures belong to.
    for (const { key, ...found } of rows) held.set(key, found);
  }
  return held;
}

/**
 * Which of these digests are of bytes that the archive holds, and whether only in quarantine. Those of
 * withdrawn items do not count, so that a withdrawn accession can be brought in again.
 */
export async function findByDigests(
  client: Client,
  digests: readonly string[],
): Promise<Map<string, 'held' | 'quarantined'>> {
  const held = new Map<string, 'held' | 'quarantined'>();
  if (digests.length === 0) return held;
  const { rows } = await client.query<{ digest: string; state: string | null }>(
    `SELECT o.digest, i.state FROM archived_original o
     JOIN accession a ON a.id = o.accession_id AND a.state <> 'withdrawn'
     LEFT JOIN staged_item i ON i.original_id = o.id
     WHERE o.digest = ANY($1) AND i.state IS DISTINCT FROM 'withdrawn'`,
    [digests],
  );
  for (const { digest, state } of rows) {
    if (state !== 'quarantined') held.set(digest, 'held');
    else if (!held.has(digest)) held.set(digest, 'quarantined');
  }
  return held;
}

/** Adds a suggestion to an item that is there already; a curator who has it open is told that it changed. */
export async function addSuggestions(
  client: Client,
  _grant: ImportGrant,
  added: readonly { itemId: string; suggestions: unknown[] }[],
): Promise<void> {
  if (added.length === 0) return;
  await client.query(
    `UPDATE staged_item i SET suggestions = i.suggestions || a.suggestions, version = i.version + 1, updated_at = now()
     FROM jsonb_to_recordset($1::jsonb) AS a("itemId" uuid, suggestions jsonb) WHERE i.id = a."itemId"`,
    [JSON.stringify(added)],
  );
}

/** The rows of one batch, gathered and then sent table by table; used again for the next. */
export class BatchRows {
  private readonly originals = new CopyRows('archived_original', [
    'id',
    'accession_id',
    'make',
    'media_type',
    'bytes',
    'digest',
    'member',
    'position',
  ]);
  private readonly items = new CopyRows('staged_item', [
    'id',
    'accession_id',
    'original_id',
    'position',
    'record_kind',
    'proposal',
    'state',
    'state_reason',
    'duplicate_key',
    'suggestions',
    'platform',
    'lang',
    'speaker_name',
    'minor',
  ]);
  private readonly itemCaptures = new CopyRows('item_capture', ['item_id', 'original_id']);
  private readonly testimonyCaptures = new CopyRows('testimony_capture', ['testimony_id', 'original_id']);
  private readonly bands = new CopyRows('text_band', ['band', 'item_id']);

  /** What the ledger is to commit to, in order. */
  private originalsAdded: { id: string; bytes: Uint8Array }[] = [];

  constructor(
    private readonly accessionId: string,
    private readonly newId: () => string,
  ) {}

  addOriginal(original: PreparedOriginal, standing: { member: string; position: number }): string {
    const id = this.newId();
    this.originalsAdded.push({ id, bytes: original.bytes });
    this.originals.add([
      uuid(id),
      uuid(this.accessionId),
      text(original.make),
      text(original.mediaType),
      { as: 'bytes', value: original.bytes },
      text(original.digest),
      text(standing.member),
      { as: 'int8', value: standing.position },
    ]);
    return id;
  }

  addItem(item: Extract<Prepared, { is: 'item' | 'quarantined' }>): string {
    const id = this.newId();
    const originalId = item.original ? this.addOriginal(item.original, item) : null;
    const record = item.is === 'item' ? item.record : null;
    const testimony = record && isTestimony(record) ? record : null;
    this.items.add([
      uuid(id),
      uuid(this.accessionId),
      uuid(originalId),
      { as: 'int8', value: item.ordinal },
      text(testimony ? 'testimony' : (record?.kind ?? 'testimony')),
      { as: 'json', value: record ? JSON.stringify(record) : '{}' },
      text(item.is === 'item' ? 'waiting' : 'quarantined'),
      text(item.is === 'item' ? null : `${item.reason}: ${item.message}`),
      text(item.is === 'item' ? item.duplicateKey : null),
      { as: 'json', value: item.is === 'item' ? JSON.stringify(item.suggestions) : '[]' },
      text(testimony?.platform ?? null),
      text(testimony?.lang ?? null),
      text(testimony?.speaker ?? null),
      { as: 'bool', value: testimony?.minor ?? null },
    ]);
    return id;
  }

  /** One more original of a post: of its testimony, or of the item that waits for a decision. */
  addCapture(held: { itemId: string | null; testimonyId: string | null }, originalId: string): void {
    if (held.testimonyId !== null) this.testimonyCaptures.add([uuid(held.testimonyId), uuid(originalId)]);
    else this.itemCaptures.add([uuid(held.itemId), uuid(originalId)]);
  }

  addBand(band: bigint, itemId: string): void {
    this.bands.add([{ as: 'int8', value: band }, uuid(itemId)]);
  }

  /** The originals added since this was last asked. */
  takeOriginals(): { id: string; bytes: Uint8Array }[] {
    const added = this.originalsAdded;
    this.originalsAdded = [];
    return added;
  }

  /** Sends everything on `client`, in whatever transaction it is in. */
  async send(client: Client, _grant: ImportGrant): Promise<void> {
    // In the order in which the tables name each other.
    for (const rows of [this.originals, this.items, this.itemCaptures, this.testimonyCaptures, this.bands]) {
      await rows.send(client);
    }
  }
}

function uuid(value: string | null): CopyValue {
  return { as: 'uuid', value };
}

function text(value: string | null): CopyValue {
  return { as: 'text', value };
}
