import { stillShown } from '@/lib/archive/withhold';
import type { Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { refuse } from '@/lib/result';
import { protectedNames } from './protected-names';
import { orTakeBack } from './refused-inside';

/**
 * Refuses, by throwing (`refused-inside.ts`), a relation or a collection that shows words which were taken
 * out of a testimony that it names, or the protected name of who speaks there: what is written afterwards
 * must not tell what was hidden before. `shown` is all that readers would get of it.
 */
export async function refuseTelling(
  tx: Tx,
  named: Prisma.TestimonyWhereInput,
  what: 'relation' | 'collection',
  shown: Record<string, unknown>,
): Promise<void> {
  const testimonies = await tx.testimony.findMany({
    where: named,
    include: {
      speaker: true,
      account: true,
      redactions: { where: { field: 'words', liftedAt: null } },
    },
  });
  for (const one of testimonies) {
    const hidden = [...one.redactions.map(({ words }) => words ?? ''), ...protectedNames(one)];
    const where = stillShown(shown, hidden.filter(Boolean));
    if (where === null) continue;
    orTakeBack(
      refuse(
        'still-shown',
        `The ${what}’s ${where.split('.')[0]} holds words that are hidden in ${one.reference}: write it without them.`,
      ),
    );
  }
}
