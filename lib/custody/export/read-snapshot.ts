import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { type Result, refuse } from '@/lib/result';
import { makeCheckpoint } from '../make-checkpoint';
import type { SigningKey } from '../signing-key';

/** Long enough to write a large archive to a slow disk; the transaction only reads. */
const LONGEST = 4 * 60 * 60 * 1000;

/**
 * Runs `read` on one moment of the archive at which every event has its number and a checkpoint stands
 * over all of them, so that records and log agree in what is read. Refuses with `busy` when writers
 * leave no such moment for half a minute.
 */
export async function readSnapshot<Value>(
  context: Pick<Context, 'db' | 'random'>,
  key: SigningKey,
  checkpoints: string,
  read: (tx: Tx, size: number) => Promise<Value>,
): Promise<Result<Value>> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    await makeCheckpoint(context, key, checkpoints);
    const outcome = await context.db.$transaction(
      async (tx) => {
        const size = await quietSize(tx);
        return size === null ? null : { value: await read(tx, size) };
      },
      { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead, timeout: LONGEST, maxWait: 10_000 },
    );
    if (outcome) return { ok: true, value: outcome.value };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return refuse(
    'busy',
    'The archive is being written to without a pause; try again when an import has ended.',
  );
}

/** The log's size in this snapshot, or null when an event waits or the checkpoint is behind. */
async function quietSize(tx: Tx): Promise<number | null> {
  const [row] = await tx.$queryRaw<[{ waiting: bigint; size: bigint | null; signed: bigint | null }]>`
    SELECT (SELECT count(*) FROM custody_pending) AS waiting,
      (SELECT max(position) + 1 FROM custody_entry) AS size,
      (SELECT max(size) FROM checkpoint) AS signed`;
  return row.waiting === 0n && row.size !== null && row.size === row.signed ? Number(row.size) : null;
}
