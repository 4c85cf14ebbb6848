import type pg from 'pg';
import type { Lexicon } from '../clitics';
import type { EngineAnswer, SearchEngine, SearchRequest } from '../engine';
import { isDroppable, type Query, type Term, type WordTerm, wanted } from '../query';
import { type Candidate, compareDates, rank } from '../rank';
import { type Expansion, expandWords } from './expand-words';
import type { Counts } from './members';
import { countFew, countHeaded, countMatches } from './postgres-count';
import { readBatch } from './postgres-every';
import { pageOfMany } from './postgres-page';
import { startRebuild } from './postgres-rebuild';
import { condition, LINE } from './postgres-select';
import { inSnapshot, inTransaction } from './postgres-sessions';
import { BUNDLES, type BundleName } from './postgres-tables';
import { headOf } from './postgres-tally';
import { writeRecords } from './postgres-write';

export interface PostgresEngineParts {
  /** The readers' pool: searching. */
  reading: pg.Pool;
  /** The working pool: writing the index. Absent where pages only search. */
  app?: pg.Pool;
  /** Whether a folded word is a name of a place or person of the archive. */
  isName: (form: string) => boolean;
  /** How long an answer may take altogether, in milliseconds. */
  timeout?: number;
  /** Up to so many matches are read whole. */
  few?: number;
}

/** PostgreSQL's own full-text index as a search engine: always there, and what the other falls back to. */
export function postgresEngine(parts: PostgresEngineParts): SearchEngine {
  return {
    name: 'postgres',
    search: (request) => inSnapshot(parts.reading, parts.timeout, (client) => answer(client, request, parts)),
    every: (request) => every(parts, request),
    write: ({ upserts, deletes }) =>
      inTransaction(working(parts), (client) => writeRecords(client, upserts, deletes)),
    held: () => held(working(parts)),
    rebuild: () => startRebuild(working(parts)),
    ping: () =>
      inSnapshot(
        parts.reading,
        parts.timeout,
        async (client) => void (await client.query('SELECT FROM search.layout')),
      ),
  };
}

async function answer(
  client: pg.ClientBase,
  request: SearchRequest,
  { isName, few = FEW }: PostgresEngineParts,
): Promise<EngineAnswer> {
  const words = request.query.terms.filter((term): term is WordTerm => term.kind === 'word' && !term.negated);
  const { expansions, lexicon } = await expandWords(client, words, isName);
  const excluded = await stillHeld(client, request.excluded);
  const looking = { client, expansions, lexicon, few, request: { ...request, excluded } };
  let terms = request.query.terms;
  let found = await find(looking, terms);
  const dropped: Term[] = [];
  if (found.total === 0) {
    dropped.push(...(await toDrop(client, request.query, expansions, excluded)));
    if (dropped.length > 0) {
      terms = terms.filter((term) => !dropped.includes(term));
      found = await find(looking, terms);
    }
  }
  const { facets, ...rest } = found;
  return {
    ...rest,
    facets: Object.fromEntries(request.facets.map((name) => [name, facets[name] ?? []])),
    totalIsExact: true,
    dropped,
    corrected: words
      .filter((term) => terms.includes(term))
      .flatMap((term) => corrected(term, expansions.get(term)!)),
    lexicon,
  };
}

interface Looking {
  client: pg.ClientBase;
  expansions: ReadonlyMap<WordTerm, Expansion>;
  lexicon: Lexicon;
  /** Up to so many matches are read whole: counted and ranked to the letter here. */
  few: number;
  request: SearchRequest;
}
type Few = Candidate & Record<BundleName, number> & { latest: Date | null };

const FEW = 1_000;

async function find(looking: Looking, terms: Term[]): Promise<Counts & Pick<EngineAnswer, 'references'>> {
  const { client, expansions, lexicon, request } = looking;
  const query: Query = { ...request.query, terms };
  const headed = await headOf(client, terms, expansions, request);
  if (!headed) {
    const found = await findFew(looking, query);
    if (found) return found;
  }
  const counts = headed
    ? await countHeaded(client, headed, request.facets)
    : await countMatches(client, terms, expansions, request);
  if (request.limit === 0 || request.offset >= counts.total) return { ...counts, references: [] };
  const { total } = counts;
  return {
    ...counts,
    references: await pageOfMany({ client, query, expansions, lexicon, request, total }),
  };
}

/** Null where more match than are read whole. */
async function findFew(
  { client, expansions, lexicon, few, request }: Looking,
  query: Query,
): Promise<(Counts & Pick<EngineAnswer, 'references'>) | null> {
  const { offset, limit, sort } = request;
  const byRelevance = sort === 'relevance' && wanted(query).length > 0 && limit > 0;
  const { sql, values } = condition(query.terms, expansions, request);
  // Lines are read only when so few match that they are needed.
  const line = byRelevance ? `CASE WHEN (SELECT count(*) FROM d) <= ${few} THEN ${LINE} END AS line` : 'NULL';
  const { rows } = await client.query<Few>(
    `WITH d AS MATERIALIZED (
       SELECT reference, earliest, latest, ${BUNDLES} FROM search.document d WHERE ${sql} LIMIT ${few + 1}
     ) SELECT *, ${line} FROM d`,
    values,
  );
  if (rows.length > few) return null;
  const ranked = byRelevance ? rank(rows, query, lexicon) : byDate(rows, sort);
  return { ...(await countFew(client, rows, request)), references: ranked.slice(offset, offset + limit) };
}

function byDate(rows: readonly Few[], sort: SearchRequest['sort']): string[] {
  const sorted = [...rows].sort((a, b) => {
    if (sort !== 'newest') return compareDates(a, b);
    // The undated come last in either direction.
    const [first, last] = [a.earliest?.getTime() ?? -Infinity, b.earliest?.getTime() ?? -Infinity];
    return first === last ? (a.reference < b.reference ? 1 : -1) : last > first ? 1 : -1;
  });
  return sorted.map(({ reference }) => reference);
}

/** Of the references to exclude, those that the index still holds: mostly none, and then counts are kept ones. */
async function stillHeld(client: pg.ClientBase, excluded: readonly string[]): Promise<string[]> {
  if (excluded.length === 0) return [];
  const { rows } = await client.query('SELECT reference FROM search.document WHERE reference = ANY($1)', [
    excluded,
  ]);
  return rows.map((row) => row.reference);
}

function corrected({ shown }: WordTerm, { held, slips }: Expansion): EngineAnswer['corrected'] {
  return held === 0 && slips.length > 0 ? [{ from: shown, to: slips.slice(0, 3) }] : [];
}

/**
 * Which terms to leave out, from the end, until something has the rest: told without the filters, so
 * that a further filter never brings more. None when something has all, or when it is no use.
 */
async function toDrop(
  client: pg.ClientBase,
  query: Query,
  expansions: ReadonlyMap<WordTerm, Expansion>,
  excluded: readonly string[],
): Promise<Term[]> {
  const dropped: Term[] = [];
  for (const next of [null, ...query.terms.filter((term) => isDroppable(query, term)).reverse()]) {
    if (next) dropped.push(next);
    const kept = query.terms.filter((term) => !dropped.includes(term));
    const { sql, values } = condition(kept, expansions, { filters: {}, from: null, to: null, excluded });
    const { rows } = await client.query(
      `SELECT EXISTS (SELECT FROM search.document d WHERE ${sql}) AS found`,
      values,
    );
    if (rows[0].found) return dropped;
  }
  return [];
}

async function* every(parts: PostgresEngineParts, request: SearchRequest): AsyncIterable<string[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const last: string = after;
    const batch = await inSnapshot(parts.reading, parts.timeout, (client) =>
      readBatch(client, request, parts.isName, last),
    );
    if (batch.length > 0) yield batch;
    after = batch.at(-1);
  }
}

async function* held(pool: pg.Pool): AsyncIterable<{ reference: string; revision: bigint; digest: string }> {
  let after = '';
  for (;;) {
    const { rows } = await pool.query(
      `SELECT reference, revision, encode(digest, 'hex') AS digest FROM search.document JOIN search.line USING (reference)
        WHERE reference > $1 ORDER BY reference LIMIT 5000`,
      [after],
    );
    for (const row of rows) yield { ...row, revision: BigInt(row.revision) };
    if (rows.length === 0) return;
    after = rows.at(-1).reference;
  }
}

function working(parts: PostgresEngineParts): pg.Pool {
  if (!parts.app) throw new Error('This engine was made for searching alone.');
  return parts.app;
}
