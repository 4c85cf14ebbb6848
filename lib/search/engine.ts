import type { Lexicon } from './clitics';
import type { SearchDocument } from './document';
import type { FacetCount, FacetName } from './facets';
import type { Query, Term, Understood } from './query';

/** The port: what an engine must do. `engine.contract.ts` holds every engine against it. */
export interface SearchEngine {
  readonly name: 'postgres' | 'meilisearch';
  /**
   * Answers a query. What the outbox says is withdrawn is left out, read before the index or with it: the
   * worker takes a record out of the index before it clears the outbox, so that one of the two tells. Throws `EngineAway` when it cannot, `SearchTooSlow` when it took too long.
   */
  search(request: SearchRequest): Promise<EngineAnswer>;
  /**
   * Everything that has all terms of the request within its filters, some thousands at a time in the order
   * of references: for exports. Leaves no term out, and looks at no sort, offset, limit or facets.
   */
  every(request: SearchRequest): AsyncIterable<string[]>;
  /**
   * Writes and removes records, and resolves only when searching sees it. Throws when any of it failed:
   * then all of it is to be tried again, which is harmless.
   */
  write(batch: WriteBatch): Promise<void>;
  /** Every record held, in the order of references, for comparing with the archive. */
  held(): AsyncIterable<{ reference: string; revision: bigint; digest: string }>;
  /** Begins an index beside the one in use. */
  rebuild(): Promise<Rebuild>;
  /** Removes the indexes that other versions of the archive made for themselves. */
  forgetOthers?(): Promise<void>;
  /** Throws `EngineAway` when the engine does not answer. */
  ping(): Promise<void>;
}

export interface SearchRequest {
  query: Query;
  filters: Partial<Record<FacetName, string[]>>;
  /** A record whose bounds touch [from, to] matches; undated ones do not, once either is set. */
  from: Date | null;
  to: Date | null;
  sort: 'relevance' | 'oldest' | 'newest';
  offset: number;
  limit: number;
  facets: readonly FacetName[];
}

/** What a search is held within. */
export interface Limits extends Pick<SearchRequest, 'filters' | 'from' | 'to'> {
  /** Withdrawn, perhaps still in the index: excluded in the engine's own query. */
  excluded: readonly string[];
}

export interface EngineAnswer {
  /** The page of references, in order. */
  references: string[];
  total: number;
  totalIsExact: boolean;
  facets: Partial<Record<FacetName, FacetCount[]>>;
  /** Months (2016-12), or days when the range asked for is two months or less. Bounds that touch count. */
  histogram: { period: string; count: number }[];
  undated: number;
  /** Terms left out from the end because nothing had all. */
  dropped: Term[];
  corrected: Understood['corrected'];
  /** What is needed to light up what the engine found. */
  lexicon: Lexicon;
}

export interface WriteBatch {
  upserts: SearchDocument[];
  deletes: string[];
}

export interface Rebuild {
  write(documents: SearchDocument[]): Promise<void>;
  /** Removes what went while the rebuild was under way. */
  remove(references: string[]): Promise<void>;
  /** What takes long before the last step; there may still be writing and removing after it. */
  prepare?(): Promise<void>;
  /** Puts the new index in the place of the old one, in one step. */
  commit(): Promise<void>;
  abandon(): Promise<void>;
}

/** The engine does not answer, or answers that it is not well. */
export class EngineAway extends Error {
  override readonly name = 'EngineAway';
}

/** The engine stopped a query that took too long. */
export class SearchTooSlow extends Error {
  override readonly name = 'SearchTooSlow';
}
