import type { ReadingDb } from '@/lib/db/client';
import {
  type Coordinate,
  consistencyPath,
  coordinatesOf,
  type Hash,
  headOf,
  inclusionPath,
  type Range,
} from './merkle';

/**
 * The log as anybody may read it, through the readers' own database role: up to the newest checkpoint
 * and no further, public entries whole, the others as their leaf hash. Hashes are lower-case hex.
 */
export interface LogEntry {
  position: number;
  leafHash: string;
  /** The entry as it was hashed (canonical JSON), or null where it is not public. */
  entry: string | null;
}

/** The newest checkpoint's size and note (C2SP signed note); null before the first. */
export async function readLatestCheckpoint(db: ReadingDb): Promise<{ size: number; note: string } | null> {
  const rows = await db.$queryRaw<{ size: bigint; note: string }[]>`
    SELECT size, note FROM log_checkpoint ORDER BY size DESC LIMIT 1`;
  return rows[0] ? { size: Number(rows[0].size), note: rows[0].note } : null;
}

/** Every position from `from`, at most `count` of them. */
export async function readEntries(db: ReadingDb, from: number, count: number): Promise<LogEntry[]> {
  const rows = await db.$queryRaw<EntryRow[]>`
    SELECT position, leaf_hash, canonical FROM log_entry
    WHERE position >= ${from} AND position < ${from + count} ORDER BY position`;
  return rows.map(shapeEntry);
}

/** The public entries that tell of one record, oldest first. */
export async function readEntriesAbout(
  db: ReadingDb,
  subject: { kind: string; key: string },
): Promise<(LogEntry & { entry: string })[]> {
  const rows = await db.$queryRaw<(EntryRow & { canonical: string })[]>`
    SELECT position, leaf_hash, canonical FROM log_entry
    WHERE subject_kind = ${subject.kind} AND subject_key = ${subject.key} ORDER BY position`;
  return rows.map((row) => ({ ...shapeEntry(row), entry: row.canonical }));
}

/** The hashes that prove the entry at `position` to be in the log of `size` entries (RFC 6962, 2.1.1). */
export function readInclusionProof(db: ReadingDb, position: number, size: number): Promise<string[]> {
  return readHeads(db, inclusionPath(position, size));
}

/** The hashes that prove the log of `size` entries to begin with the one of `old` (RFC 6962, 2.1.2). */
export function readConsistencyProof(db: ReadingDb, old: number, size: number): Promise<string[]> {
  return readHeads(db, consistencyPath(old, size));
}

interface EntryRow {
  position: bigint;
  leaf_hash: Uint8Array;
  canonical: string | null;
}

function shapeEntry({ position, leaf_hash, canonical }: EntryRow): LogEntry {
  return { position: Number(position), leafHash: toHex(leaf_hash), entry: canonical };
}

async function readHeads(db: ReadingDb, ranges: Range[]): Promise<string[]> {
  const wanted = ranges.flatMap(coordinatesOf);
  const rows = await db.$queryRaw<{ level: number; index: bigint; hash: Uint8Array }[]>`
    SELECT node.level, node.index, node.hash
    FROM unnest(${wanted.map(({ level }) => level)}::int[], ${wanted.map(({ index }) => index)}::bigint[])
      AS wanted (level, index)
    JOIN log_node node ON node.level = wanted.level AND node.index = wanted.index`;
  const nodes = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash]));
  const read = ({ level, index }: Coordinate): Hash => {
    const hash = nodes.get(`${level}/${index}`);
    if (!hash) throw new Error(`the log lacks its node ${level}/${index}`);
    return hash;
  };
  return ranges.map((range) => toHex(headOf(range, read)));
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
