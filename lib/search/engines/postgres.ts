import type pg from 'pg';
import type { EngineAnswer, SearchEngine, SearchRequest } from '../engine';
import { isDroppable, type Query, type Term, type WordTerm } from '../query';
import type { Expansion } from './expand-words';
import { generationMemory } from './generation-memory';
import type { Counts } from './members';
import { countHeaded, countMatches } from './postgres-count';
import { readBatch } from './postgres-every';
import { expectMatches } from './postgres-expect';
import { COUNTED, readFew } from './postgres-few';
import { type Opened, opening, readOpening } from './postgres-opening';
import { pageOfMany } from './postgres-page';
import { startRebuild } from './postgres-rebuild';
import { condition } from './postgres-select';
import { inSnapshot, inTransaction } from './postgres-sessions';
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
  /** Up to so many matches are ranked to the letter. */
  few?: number;
}

/** PostgreSQL's own full-text index as a search engine: always there, and what the other falls back to. */
export function postgresEngine(parts: PostgresEngineParts): SearchEngine {
  const { reading, timeout, isName, few = FEW } = parts;
  const remembered = generationMemory();
  const opened = <Value>(request: SearchRequest, work: (opened: Opened) => Promise<Value>) => {
    const { terms } = request.query;
    return inSnapshot(reading, timeout, opening(request), async (client, results) =>
      work(await readOpening(client, results, terms, isName, remembered)),
    );
  };
  return {
    name: 'postgres',
    search: (request) => opened(request, (one) => answer(one, request, few)),
    every: async function* (request) {
      for (let after: string | undefined = ''; after !== undefined; ) {
        const last: string = after;
        const batch = await opened(request, (one) => readBatch(one, request, last));
        if (batch.length > 0) yield batch;
        after = batch.at(-1);
      }
    },
    write: ({ upserts, deletes }) =>
      inTransaction(working(parts), (client) => writeRecords(client, upserts, deletes)),
    held: () => held(working(parts)),
    rebuild: () => startRebuild(working(parts)),
    ping: () => inSnapshot(reading, timeout, 'SELECT FROM search.layout', async () => {}),
  };
}

/** Up to so many matches are ranked to the letter. */
const FEW = 1_000;

async function answer(opened: Opened, request: SearchRequest, few: number): Promise<EngineAnswer> {
  const { expansions, lexicon } = opened;
  let terms = request.query.terms;
  let found = await find(opened, request, terms, few);
  const dropped: Term[] = [];
  if (found.total === 0) {
    dropped.push(...(await toDrop(opened, request.query)));
    if (dropped.length > 0) {
      terms = terms.filter((term) => !dropped.includes(term));
      found = await find(opened, request, terms, few);
    }
  }
  const { facets, ...rest } = found;
  return {
    ...rest,
    facets: Object.fromEntries(request.facets.map((name) => [name, facets[name] ?? []])),
    totalIsExact: true,
    dropped,
    corrected: [...expansions]
      .filter(([term]) => terms.includes(term))
      .flatMap(([term, expansion]) => corrected(term, expansion)),
    lexicon,
  };
}

async function find(
  opened: Opened,
  request: SearchRequest,
  terms: Term[],
  few: number,
): Promise<Counts & Pick<EngineAnswer, 'references'>> {
  const query: Query = { ...request.query, terms };
  const headed = headOf(terms, request, opened);
  // To try as few what surely is many would look everything up twice.
  const isMany = headed !== null || expectMatches(terms, request, opened) > few * COUNTED;
  const read = isMany ? null : await readFew(opened, query, request, few);
  if (read?.references) return { ...read.counts, references: read.references };
  const counts = headed
    ? await countHeaded(opened.client, headed, request.facets)
    : (read?.counts ?? (await countMatches(opened, terms, request)));
  // So few, against what was expected: then their order is told to the letter all the same.
  if (isMany && !headed && counts.total > 0 && counts.total <= few) {
    const { references } = (await readFew(opened, query, request, few))!;
    if (references) return { ...counts, references };
  }
  if (request.limit === 0 || request.offset >= counts.total) return { ...counts, references: [] };
  return { ...counts, references: await pageOfMany({ ...opened, query, request, total: counts.total }) };
}

function corrected({ shown }: WordTerm, { held, slips }: Expansion): EngineAnswer['corrected'] {
  return held === 0 && slips.length > 0 ? [{ from: shown, to: slips.slice(0, 3) }] : [];
}

/**
 * Which terms to leave out, from the end, until something has the rest: told without the filters, so
 * that a further filter never brings more. None when something has all, or when it is no use.
 */
async function toDrop({ client, expansions, excluded }: Opened, query: Query): Promise<Term[]> {
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
