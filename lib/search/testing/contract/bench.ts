import type pg from 'pg';
import type { SearchDocument } from '../../document';
import type { SearchEngine } from '../../engine';

/** What each part of the contract works with. The engine is there once the suite's first hook has run. */
export interface Bench {
  readonly engine: SearchEngine;
  /** The working pool of its archive. */
  readonly app: pg.Pool;
  /** Leaves the engine with these records and no others. */
  fill(documents: SearchDocument[]): Promise<void>;
}
