import type { SystemActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { ok, type Result } from '@/lib/result';
import { eraseTarget } from './erase';
import { findTarget } from './erase-rows';
import { type NotedErasure, readErasures } from './erasure-list';

const WORKER: SystemActor = { type: 'system', name: 'worker' };

/**
 * Erases again what the list says was erased and what a restored backup has brought back; to be done
 * before anything is served. Costs a look-up for each line when nothing has come back. Gives how many
 * erasures were done again. Two people asked for each in its time, so none is asked now.
 */
export async function replayErasures(list: string, context: Context): Promise<Result<number>> {
  const grant = authorize(WORKER, 'testimony.erase-again');
  if (!grant.ok) return grant;
  let replayed = 0;
  for (const erasure of await readErasures(list)) {
    replayed += await inTransaction(context.db, async (tx) => {
      if (!(await hasComeBack(tx, erasure))) return 0;
      const target = await findTarget(tx, erasure);
      await eraseTarget(tx, WORKER, grant.value, target, erasure.reason, context);
      return 1;
    });
  }
  return ok(replayed);
}

async function hasComeBack(tx: Tx, { reference, items, originals }: NotedErasure): Promise<boolean> {
  const counts = [
    await tx.testimony.count({ where: { reference } }),
    await tx.publicForm.count({ where: { kind: 'testimony', key: reference } }),
    await tx.stagedItem.count({ where: { id: { in: items } } }),
    await tx.archivedOriginal.count({ where: { id: { in: originals } } }),
  ];
  return counts.some((count) => count > 0);
}
