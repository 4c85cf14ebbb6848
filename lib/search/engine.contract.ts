import type pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import type { SearchEngine } from './engine';
import { MATRIX_LEXICON } from './matrix';
import { answersAFewRecords } from './testing/contract/answers-a-few-records';
import { answersAMadeUpArchive } from './testing/contract/answers-a-made-up-archive';
import type { Bench } from './testing/contract/bench';
import { findsByTheTable } from './testing/contract/finds-by-the-table';
import { keepsWhatItIsGiven } from './testing/contract/keeps-what-it-is-given';
import { putsFirst } from './testing/contract/puts-first';

/** What an engine may do otherwise, by name, each with its reason where the engine is made. */
export type Difference =
  /** Relevance beyond the words themselves need not be in the same order. */
  | 'order-of-widened'
  /** What an engine finds too much or too little of in the table, by the query. */
  | { query: string; reason: string };

export interface EngineUnderTest {
  engine: SearchEngine;
  /** Empties it. */
  clear(): Promise<void>;
  /** The working pool of its archive. */
  app: pg.Pool;
  close(): Promise<void>;
}

/**
 * Holds an engine against what a query means (docs/search.md), on a real server: each part in a file of its
 * own under `testing/contract`.
 */
export function engineContract(
  name: string,
  open: (isName: (form: string) => boolean) => Promise<EngineUnderTest>,
  differences: Difference[] = [],
): void {
  let under: EngineUnderTest;
  const bench: Bench = {
    get engine() {
      return under.engine;
    },
    get app() {
      return under.app;
    },
    fill: async (documents) => {
      await under.clear();
      await under.engine.write({ upserts: documents, deletes: [] });
    },
  };

  describe(`the ${name} engine`, () => {
    beforeAll(async () => {
      under = await open((form) => MATRIX_LEXICON.names.includes(form));
    });
    afterAll(() => under?.close());

    const otherwise = differences.flatMap((one) => (typeof one === 'string' ? [] : [one.query]));
    findsByTheTable(bench, new Set(otherwise));
    answersAMadeUpArchive(bench);
    putsFirst(bench, { widened: !differences.includes('order-of-widened') });
    answersAFewRecords(bench);
    keepsWhatItIsGiven(bench);
  });
}
