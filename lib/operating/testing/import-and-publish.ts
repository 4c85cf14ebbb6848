import type { UserActor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { stageAccession } from '@/lib/intake/stage-accession';
import { acceptItem } from '@/lib/publication/accept-item';

/**
 * Imports a file and publishes all that came of it, one after the other. May be begun again after a kill
 * at any point: it takes up what is left.
 */
export async function importAndPublish(
  people: { archivist: UserActor; curator: UserActor },
  file: string,
  context: Context,
): Promise<void> {
  const staged = await stageAccession(people.archivist, { paths: [file] }, context);
  if (!staged.ok) throw new Error(staged.message);
  const approval = { basis: 'public-figure', risk: 'ordinary', minor: false } as const;
  const waiting = await context.db.stagedItem.findMany({
    where: { state: 'waiting' },
    orderBy: { position: 'asc' },
  });
  for (const { id, version } of waiting) {
    const input = { itemId: id, version, approval, requestKey: null };
    const accepted = await acceptItem(people.curator, input, context);
    if (!accepted.ok) throw new Error(accepted.message);
  }
}
