import type { Tx } from '@/lib/db/client';

/**
 * The shelf keys of the relations that have this testimony at either end: all of them, or those alone
 * whose both ends are published.
 */
export async function relationKeys(
  tx: Tx,
  testimonyId: string,
  which: 'all' | 'both-published' = 'all',
): Promise<string[]> {
  const ends = which === 'all' ? {} : { from: { state: 'published' }, to: { state: 'published' } };
  const rows = await tx.relation.findMany({
    where: { OR: [{ fromId: testimonyId }, { toId: testimonyId }], ...ends },
    include: { from: { select: { reference: true } }, to: { select: { reference: true } } },
  });
  return rows.map(({ from, type, to }) => `${from.reference}.${type}.${to.reference}`);
}
