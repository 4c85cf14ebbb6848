import type { SystemActor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import type { AppDb } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { recordEvent } from '../record-event';
import { describeProblem } from './problem';
import { type CheckIndex, verifyArchive } from './verify-archive';

const WORKER: SystemActor = { type: 'system', name: 'worker' };
const FACT = 'last-check';
const DAY = 24 * 60 * 60 * 1000;

/** The outcome of the last scheduled check: for /metrics and for `doctor`. */
export interface LastCheck {
  /** ISO 8601, UTC. */
  at: string;
  ok: boolean;
  /** What was wrong; null when all held. */
  what: string | null;
  originals: number;
}

/**
 * Verifies the whole archive when the last check is a day old or there was none, and writes the outcome
 * into the ledger and beside it. Gives the outcome, or `early` when it was not due.
 */
export async function checkWhenDue(
  context: Pick<Context, 'db' | 'clock' | 'random'>,
  checkpoints: string,
  checkIndex: CheckIndex | null,
): Promise<LastCheck | 'early'> {
  const last = await readLastCheck(context.db);
  const now = context.clock();
  if (last && now.getTime() - Date.parse(last.at) < DAY) return 'early';
  const outcome = await verifyArchive(context, checkpoints, checkIndex);
  const check: LastCheck = {
    at: now.toISOString(),
    ok: outcome.ok,
    what: outcome.ok ? null : describeProblem(outcome),
    originals: outcome.ok ? outcome.originals : 0,
  };
  const body = { outcome: outcome.ok ? 'held' : 'failed', originals: check.originals };
  const event = {
    type: 'checked',
    subject: { kind: 'archive', key: 'archive' },
    body,
    public: true,
  } as const;
  await inTransaction(context.db, async (tx) => {
    const value = { ...check };
    await tx.archiveFact.upsert({ where: { name: FACT }, create: { name: FACT, value }, update: { value } });
    await recordEvent(tx, WORKER, event, context.random);
  });
  return check;
}

/** The last scheduled check; null before the first. */
export async function readLastCheck(db: Pick<AppDb, 'archiveFact'>): Promise<LastCheck | null> {
  const row = await db.archiveFact.findUnique({ where: { name: FACT } });
  return row ? (row.value as unknown as LastCheck) : null;
}
