import { MeilisearchApiError, MeilisearchError } from 'meilisearch';
import type pg from 'pg';
import { EngineAway, type SearchEngine } from '../engine';
import { answerFromMeilisearch, everyFromMeilisearch } from './meilisearch-answer';
import { askMeilisearch, CutOff } from './meilisearch-ask';
import { standingGround } from './meilisearch-standing';
import { meiliWriter } from './meilisearch-write';
import { LAYOUT } from './postgres-tables';

export interface MeilisearchParts {
  url: string;
  apiKey?: string | undefined;
  /** The readers' pool: words are expanded over the archive's vocabulary, which PostgreSQL keeps. */
  reading: pg.Pool;
  isName: (form: string) => boolean;
  /** The index's name; each version of the archive has one of its own, and so have tests. */
  index?: string;
  /** Milliseconds after which the server stops a search. */
  cutoff?: number;
}

const CUTOFF = 1_500;

/** After a failure the engine is not asked for so long (milliseconds), so that readers need not wait for it each time. */
const REST = 2_000;

/** A Meilisearch server as a search engine. */
export function meilisearchEngine({ reading, isName, ...parts }: MeilisearchParts): SearchEngine {
  const { url, apiKey, index = `sawt_${LAYOUT}`, cutoff = CUTOFF } = parts;
  const ask = askMeilisearch({ url, apiKey, index, cutoff });
  const asking = { ask, ground: standingGround(reading), isName };
  let restUntil = 0;
  return {
    name: 'meilisearch',
    search: async (request) => {
      if (performance.now() < restUntil) throw new EngineAway('Meilisearch failed a moment ago.');
      try {
        return await answerFromMeilisearch(asking, request);
      } catch (error) {
        if (error instanceof EngineAway && !(error instanceof CutOff)) restUntil = performance.now() + REST;
        throw error;
      }
    },
    every: (request) => everyFromMeilisearch(asking, request),
    ping: async () => void (await ask.one({ limit: 0 })),
    ...meiliWriter({ url, apiKey, index, cutoff }, named),
  };
}

/** Turns what the client for changes throws when the server is away, slow, full or refuses the key into `EngineAway`. */
async function named<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MeilisearchError)) throw error;
    // A request that it does not understand is our mistake, and another engine would not mend it.
    if (error instanceof MeilisearchApiError && error.response.status === 400) throw error;
    throw new EngineAway(`Meilisearch: ${error.message}`, { cause: error });
  }
}
