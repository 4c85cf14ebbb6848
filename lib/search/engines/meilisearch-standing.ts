import type pg from 'pg';
import type { Vocabulary } from './expand-words';
import { noIndexOfOurs } from './postgres-sessions';
import { CHECK_LAYOUT } from './postgres-tables';

/** How the archive stood at one moment, as far as an answer of Meilisearch depends on it. */
export interface Standing {
  revision: string;
  /** Withdrawn, perhaps still in the index. */
  excluded: readonly string[];
}

/** What PostgreSQL tells a search on Meilisearch, some of it remembered. */
export interface Ground {
  /** The last standing that was read, where nothing waited to be indexed then; else null. */
  last(): Standing | null;
  read(): Promise<Standing>;
  /** For `expandWords`: what the vocabulary says, from memory where the same was asked at the same standing. */
  words: Pick<pg.Pool, 'query'>;
}

/** The reconciler may mend an index without a new revision; so long (milliseconds) a word may be remembered at all. */
const GOOD_FOR = 60_000;
/** Rows of the vocabulary, a few megabytes; past it all is forgotten. */
const MOST_ROWS = 50_000;

interface Memory {
  standing: Standing;
  since: number;
  rows: number;
  answers: Map<string, { rows: Vocabulary[] }>;
}

export function standingGround(reading: pg.Pool, clock: () => number = () => performance.now()): Ground {
  let memory: Memory | null = null;
  const current = () => {
    if (memory && (clock() - memory.since > GOOD_FOR || memory.rows > MOST_ROWS)) memory = null;
    return memory;
  };
  return {
    last: () => current()?.standing ?? null,
    read: async () => {
      const { rows } = await reading
        .query<{ revision: string; waiting: boolean; excluded: string[] }>({
          name: 'search standing',
          text: `SELECT (${CHECK_LAYOUT}) AS layout, revision::text, EXISTS (SELECT FROM search_outbox) AS waiting,
              ARRAY(SELECT reference FROM search_outbox WHERE operation = 'delete') AS excluded
             FROM publication_revision`,
        })
        .catch(noIndexOfOurs);
      const { waiting, ...standing } = rows[0]!;
      // Words are kept only while all that is published is in the vocabulary, and by what was asked after that.
      if (waiting) memory = null;
      else if (current()?.standing.revision !== standing.revision) {
        memory = { standing, since: clock(), rows: 0, answers: new Map() };
      }
      return standing;
    },
    words: {
      query: (async (sql: string) => {
        const known = current();
        const answered = known?.answers.get(sql);
        if (answered) return answered;
        const { rows } = await reading.query<Vocabulary>(sql).catch(noIndexOfOurs);
        if (known) {
          known.answers.set(sql, { rows });
          known.rows += rows.length + 1;
        }
        return { rows };
      }) as unknown as pg.Pool['query'],
    },
  };
}

/** Whether what an answer took for granted was so: nothing was published since, and all that is withdrawn was left out. */
export function holds(taken: Standing, now: Standing): boolean {
  return (
    taken.revision === now.revision && now.excluded.every((reference) => taken.excluded.includes(reference))
  );
}
