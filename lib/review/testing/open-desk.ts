import { openHouse } from '@/lib/publication/testing/open-house';
import { stageItem } from '@/lib/publication/testing/stage-item';
import type { QueueFilter } from '../queue-filter';

/** All that waits. */
export const ALL: QueueFilter = {
  view: 'waiting',
  accession: null,
  platform: null,
  lang: null,
  person: null,
  risk: null,
  minor: null,
  olderThanDays: null,
};

/**
 * An archive of one test file's own, with an archivist and two curators, whose queue `stage` fills item by item,
 * each with words of its own. Call it once at the top of the file.
 */
export async function openDesk() {
  const { database, context, people } = await openHouse({
    archie: 'archivist',
    cora: 'curator',
    cyrus: 'curator',
  });
  let turn = 0;
  return {
    database,
    context,
    archivist: people.archie,
    curator: people.cora,
    other: people.cyrus,
    /** Puts a post with these fields into the queue; gives the item's id. */
    stage: (more: Record<string, unknown> = {}): Promise<string> => {
      turn += 1;
      return stageItem(context, {
        text: `We are still here, evening ${turn}`,
        speaker: 'A resident',
        lang: 'en',
        platform: 'twitter',
        date: '2016-12-14',
        ...more,
      });
    },
    row: (id: string) => context.db.stagedItem.findUniqueOrThrow({ where: { id } }),
  };
}
