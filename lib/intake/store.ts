import type pg from 'pg';
import type { Grant } from '@/lib/access/authorize';
import type { Tx } from '@/lib/db/client';
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
export async function finishAccession(
  client: Client,
  _grant: ImportGrant,
  id: string,
  now: Date,
): Promise<void> {
  await client.query(`UPDATE accession SET state = 'finished', finished_at = $2 WHERE id = $1`, [id, now]);
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
