import type { Tally } from './ask';
import { isFlat } from './watch-memory';

/** What a run measured: see `judgeLoad`. */
export interface LoadRun {
  minutes: number;
  tally: Tally;
  written: { imported: number; published: number };
  /** Looks at the memory of each part, MiB. */
  memory: ReadonlyMap<string, readonly number[]>;
  /** Statements of the database for an answer of each kind. */
  before: ReadonlyMap<string, number>;
  after: ReadonlyMap<string, number>;
  /** How many searches of the crowd had which status. */
  crowd: ReadonlyMap<string, number>;
  /** Whether every part is still the process that was started, and ready. */
  lives: boolean;
}

/** A statement or two more is another state of what is kept, and no growth with the archive. */
const SAME_STATEMENTS = 2;
/** A shorter run says nothing about memory: caches still fill. */
export const MEMORY_JUDGED_FROM = 10;
// 409 is the second of two curators who decide on one item.
const WELL: Record<string, readonly string[]> = {
  'desk: decision': ['200', '409'],
  import: ['ended with 0'],
};

/** Why the run does not hold, a sentence for each reason; none where it holds. */
export function judgeLoad(run: LoadRun): string[] {
  return [
    ...[...run.tally].flatMap(([kind, { statuses }]) => unexpected(kind, statuses, WELL[kind] ?? ['200'])),
    // A run in which nobody wrote says nothing about readers beside those who write.
    ...(run.written.published > 0 ? [] : ['nothing was published']),
    ...(run.written.imported > 0 ? [] : ['nothing was imported']),
    ...unexpected('the crowd', run.crowd, ['200', '503']),
    ...(run.crowd.has('200') ? [] : ['nobody of the crowd was answered']),
    ...(run.lives ? [] : ['a part is gone']),
    ...[...run.after]
      .filter(([kind, now]) => now > (run.before.get(kind) ?? 0) + SAME_STATEMENTS)
      .map(([kind]) => `more statements for an answer: ${kind}`),
    ...[...run.memory]
      .filter(([, looks]) => run.minutes >= MEMORY_JUDGED_FROM && !isFlat(looks))
      .map(([part]) => `the memory of ${part} grew`),
  ];
}

function unexpected(
  kind: string,
  statuses: ReadonlyMap<string, number>,
  expected: readonly string[],
): string[] {
  return [...statuses]
    .filter(([status]) => !expected.includes(status))
    .map(([status, times]) => `${kind} met ${status} ${times} times`);
}
