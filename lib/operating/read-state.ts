import type pg from 'pg';

/** How the archive does, in numbers: ages in seconds, null where there is nothing to be old. */
export interface ArchiveState {
  waitingItems: number;
  oldestWaiting: number | null;
  openMessages: number;
  oldestMessage: number | null;
  outboxRows: number;
  oldestOutbox: number | null;
  unnumberedEvents: number;
  sinceCheckpoint: number | null;
  sinceBackup: number | null;
  /** Since the archive last checked itself, and whether it held then. */
  sinceCheck: number | null;
  checkHeld: boolean | null;
  /** Records that differed when the worker last compared the indexes with the archive, and since when. */
  indexDrift: number | null;
  sinceComparison: number | null;
}

/** Reads the state with the working role. Throws when the database cannot be asked. */
export async function readState(app: pg.Pool): Promise<ArchiveState> {
  const { rows } = await app.query<ArchiveState>(STATE);
  return rows[0]!;
}

const age = (instant: string) => `extract(epoch FROM now() - ${instant})::float8`;
const STATE = `SELECT
  (SELECT count(*)::int FROM staged_item WHERE state = 'waiting') AS "waitingItems",
  (SELECT ${age('min(created_at)')} FROM staged_item WHERE state = 'waiting') AS "oldestWaiting",
  (SELECT count(*)::int FROM outside_message WHERE settled_at IS NULL) AS "openMessages",
  (SELECT ${age('min(created_at)')} FROM outside_message WHERE settled_at IS NULL) AS "oldestMessage",
  (SELECT count(*)::int FROM search_outbox) AS "outboxRows",
  (SELECT ${age('min(created_at)')} FROM search_outbox) AS "oldestOutbox",
  (SELECT count(*)::int FROM custody_pending) AS "unnumberedEvents",
  (SELECT ${age('max(created_at)')} FROM checkpoint) AS "sinceCheckpoint",
  (SELECT ${age('max(created_at)')} FROM custody_event
    WHERE type = 'exported' AND body->>'format' = 'backup') AS "sinceBackup",
  (SELECT ${age("(value->>'at')::timestamptz")} FROM archive_fact WHERE name = 'last-check') AS "sinceCheck",
  (SELECT (value->>'ok')::boolean FROM archive_fact WHERE name = 'last-check') AS "checkHeld",
  (SELECT (value->>'records')::int FROM archive_fact WHERE name = 'index-drift') AS "indexDrift",
  (SELECT ${age("(value->>'at')::timestamptz")} FROM archive_fact
    WHERE name = 'index-drift') AS "sinceComparison"`;
