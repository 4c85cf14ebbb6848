import type pg from 'pg';
import type { Lexicon } from '../clitics';
import type { SearchRequest } from '../engine';
import type { Term, WordTerm } from '../query';
import { type Expansion, expandWords, lookUp, type Vocabulary } from './expand-words';
import type { Generation, generationMemory } from './generation-memory';

/** What every answer begins with, learnt in the round trip that opens its snapshot. */
export interface Opened {
  client: pg.ClientBase;
  expansions: ReadonlyMap<WordTerm, Expansion>;
  lexicon: Lexicon;
  /** In how many records a word of the vocabulary is, as far as was looked up. */
  docs: ReadonlyMap<string, number>;
  generation: Generation;
  /** How many records there are, nearly: as the planner knows it. */
  records: number;
  /** Withdrawn and still held: mostly none, and then counts are kept ones. */
  excluded: readonly string[];
}

/**
 * The statements for `inSnapshot` to open with. What asks for any term is looked up in the index, never found
 * by reading all records: the planner takes each of a word's two hundred endings for frequent, expects the
 * first matches at once, and reads a million records' terms to find them (two seconds and more).
 */
export function opening({ query: { terms }, filters, from, to }: SearchRequest): string {
  const asksForTerms = terms.length > 0 || Object.keys(filters).length > 0 || (from !== null && to !== null);
  return `SET LOCAL enable_seqscan = ${asksForTerms ? 'off' : 'on'};
    SELECT 'search.bundle'::regclass::oid::int8::float8 AS generation,
      (SELECT greatest(1, reltuples)::float8 FROM pg_class WHERE oid = 'search.document'::regclass) AS records,
      ARRAY(SELECT reference FROM public.search_outbox o WHERE operation = 'delete'
             AND EXISTS (SELECT FROM search.document d WHERE d.reference = o.reference)) AS excluded;
    ${lookUp(wordsOf(terms))}`;
}

/** Reads what the opening statements answered. */
export async function readOpening(
  client: pg.ClientBase,
  results: readonly pg.QueryResult[],
  terms: readonly Term[],
  isName: (form: string) => boolean,
  remembered: ReturnType<typeof generationMemory>,
): Promise<Opened> {
  const [state, words] = results.slice(-2) as [pg.QueryResult, pg.QueryResult<Vocabulary>];
  const { generation, records, excluded } = state.rows[0];
  const known = await expandWords(client, wordsOf(terms), isName, words.rows);
  return { client, ...known, generation: await remembered(client, generation), records, excluded };
}

function wordsOf(terms: readonly Term[]): WordTerm[] {
  return terms.filter((term): term is WordTerm => term.kind === 'word' && !term.negated);
}
