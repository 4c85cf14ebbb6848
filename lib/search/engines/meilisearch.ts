import { Meilisearch, MeilisearchApiError, MeilisearchError, type SearchParams } from 'meilisearch';
import type pg from 'pg';
import { type EngineAnswer, EngineAway, type Limits, type SearchEngine, type SearchRequest } from '../engine';
import { findRuns } from '../match';
import { isDroppable, type Query, type RunTerm, type Term, type WordTerm, wanted } from '../query';
import { rank } from '../rank';
import { readWordLine } from '../words';
import { type Expansion, expandWords } from './expand-words';
import { filterFor, isLongRun, phraseQuery, quoted } from './meilisearch-filter';
import { type MeiliDocument, UNPACKED } from './meilisearch-index';
import { meiliWriter } from './meilisearch-write';
import { type Counts, dayRange, readMembers, spreadOverDays } from './members';
import { noIndexOfOurs } from './postgres-sessions';
import { CHECK_LAYOUT, LAYOUT } from './postgres-tables';

export interface MeilisearchParts {
  url: string;
  apiKey?: string | undefined;
  /** The readers' pool: words are expanded over the archive's vocabulary, which PostgreSQL keeps. */
  reading: pg.Pool;
  isName: (form: string) => boolean;
  /** The index's name; each version of the archive has one of its own, and so have tests. */
  index?: string;
}

/** Up to this many candidates are read: phrases checked against the text, matches ranked to the letter. */
const CANDIDATES = 1_000;
/** So few come with the counts: one question less, and of more most would be read for nothing. */
const FEW = 100;
const SEARCH_TIMEOUT = 2_500;
/** After a failure the engine is not asked for so long (milliseconds), so that readers need not wait for it each time. */
const REST = 2_000;

/** A Meilisearch server as a search engine. */
export function meilisearchEngine(parts: MeilisearchParts): SearchEngine {
  const index = parts.index ?? `sawt_${LAYOUT}`;
  const client = new Meilisearch({
    host: parts.url,
    apiKey: parts.apiKey ?? '',
    timeout: SEARCH_TIMEOUT,
    requestInit: UNPACKED,
  });
  const ask = (params: SearchParams) => client.index<MeiliDocument>(index).search('', params);
  let restUntil = 0;
  return {
    name: 'meilisearch',
    search: async (request) => {
      if (performance.now() < restUntil) throw new EngineAway('Meilisearch failed a moment ago.');
      try {
        return await named(() => answer({ ask, parts }, request));
      } catch (error) {
        if (error instanceof EngineAway) restUntil = performance.now() + REST;
        throw error;
      }
    },
    every: (request) => every({ ask, parts }, request),
    ping: () => named(async () => void (await client.index(index).search('', { limit: 0 }))),
    ...meiliWriter({ url: parts.url, apiKey: parts.apiKey, index }, named),
  };
}

interface Asking {
  ask(params: SearchParams): Promise<{
    totalHits?: number;
    hits: MeiliDocument[];
    facetDistribution?: Record<string, Record<string, number>>;
  }>;
  parts: Pick<MeilisearchParts, 'reading' | 'isName'>;
}

/** Terms of a query with what its runs came to: filters where all was read, phrases where that was too much. */
interface Reading {
  filter: string[];
  q: string;
  /** Runs that Meilisearch's own phrases stand for, unread. */
  unread: RunTerm[];
}

async function answer(asking: Asking, request: SearchRequest): Promise<EngineAnswer> {
  const words = request.query.terms.filter((term): term is WordTerm => term.kind === 'word' && !term.negated);
  const [excluded, known] = await Promise.all([
    withdrawn(asking),
    expandWords(asking.parts.reading, words, asking.parts.isName).catch(noIndexOfOurs),
  ]);
  const { expansions, lexicon } = known;
  const limits = { ...request, excluded };
  let terms = request.query.terms;
  let reading = await read(asking, terms, expansions, limits);
  let counts = await count(asking, reading, request);
  const dropped: Term[] = [];
  if (counts.total === 0) {
    dropped.push(...(await toDrop(asking, request.query, expansions, excluded)));
    if (dropped.length > 0) {
      terms = terms.filter((term) => !dropped.includes(term));
      reading = await read(asking, terms, expansions, limits);
      counts = await count(asking, reading, request);
    }
  }
  return {
    references: await page(asking, reading, { ...request.query, terms }, known, request, counts),
    total: counts.total,
    totalIsExact: reading.unread.length === 0,
    facets: Object.fromEntries(request.facets.map((name) => [name, counts.facets[name] ?? []])),
    histogram: counts.histogram,
    undated: counts.undated,
    dropped,
    corrected: words
      .filter((term) => terms.includes(term))
      .flatMap((term) => {
        const { held, slips } = expansions.get(term)!;
        return held === 0 && slips.length > 0 ? [{ from: term.shown, to: slips.slice(0, 3) }] : [];
      }),
    lexicon,
  };
}

async function withdrawn({ parts }: Asking): Promise<string[]> {
  const { rows } = await parts.reading
    .query<{ layout: number | null; references: string[] }>(
      `SELECT (${CHECK_LAYOUT}) AS layout,
        ARRAY(SELECT reference FROM search_outbox WHERE operation = 'delete') AS references`,
    )
    .catch(noIndexOfOurs);
  return rows[0]?.references ?? [];
}

/** Makes filters of terms. Each run of several words is looked up as a phrase, and its candidates are read. */
async function read(
  asking: Asking,
  terms: readonly Term[],
  expansions: ReadonlyMap<WordTerm, Expansion>,
  limits: Limits,
): Promise<Reading> {
  const base = filterFor(terms, expansions, limits);
  const reading: Reading = { filter: [...base], q: '', unread: [] };
  for (const run of terms.filter(isLongRun)) {
    const own = run.negated ? filterFor([{ ...run, negated: false }], expansions, limits) : [];
    const found = await asking.ask({
      q: phraseQuery(run),
      filter: [...base, ...own],
      matchingStrategy: 'all',
      hitsPerPage: CANDIDATES,
      page: 1,
      attributesToRetrieve: ['reference', 'line'],
    });
    if ((found.totalHits ?? 0) > CANDIDATES) {
      reading.q += ` ${run.negated ? '-' : ''}${phraseQuery(run)}`;
      reading.unread.push(run);
      continue;
    }
    const having = found.hits.filter((hit) => lineHas(hit.line, run)).map((hit) => quoted(hit.reference));
    if (!run.negated) reading.filter.push(`reference IN [${having}]`);
    else if (having.length > 0) reading.filter.push(`reference NOT IN [${having}]`);
  }
  return reading;
}

function lineHas(line: string, run: RunTerm): boolean {
  return readWordLine(line).some(({ words }) => {
    let breakBefore = false;
    const tokens = words.flatMap((form) => {
      if (form === '.') {
        breakBefore = true;
        return [];
      }
      const token = { form, letters: form, start: 0, end: 0, breakBefore };
      breakBefore = false;
      return [token];
    });
    return findRuns(run, tokens).length > 0;
  });
}

/** What matches, counted; and the records themselves where these are few, for a page that ranks them. */
interface Counted extends Counts {
  few: MeiliDocument[] | null;
}

async function count(asking: Asking, reading: Reading, request: SearchRequest): Promise<Counted> {
  const days = dayRange(request);
  const ranks = request.sort === 'relevance' && request.limit > 0 && wanted(request.query).length > 0;
  const facets = [...new Set([...request.facets, 'kind', days ? 'days' : 'span', 'span'])];
  const {
    totalHits,
    hits,
    facetDistribution = {},
  } = await asking.ask({
    q: reading.q,
    filter: reading.filter,
    matchingStrategy: 'all',
    hitsPerPage: ranks ? FEW : 0,
    page: 1,
    facets,
    attributesToRetrieve: ['reference', 'line', 'begins'],
  });
  const counted = readMembers(
    Object.entries(facetDistribution).flatMap(([name, values]) =>
      name === 'days'
        ? []
        : Object.entries(values).map(([value, docs]) => ({
            member: name === 'span' ? value : `${name}:${value}`,
            docs,
          })),
    ),
  );
  const histogram = days
    ? spreadOverDays(
        Object.entries(facetDistribution.days ?? {}).map(([range, docs]) => ({ ...rangeOf(range), docs })),
        days,
      )
    : counted.histogram;
  const total = totalHits ?? counted.total;
  return { ...counted, histogram, total, few: ranks && total <= FEW ? hits : null };
}

/** Noon of a day is that day in Damascus and everywhere near it. */
function rangeOf(range: string): { earliest: Date | null; latest: Date | null } {
  const [from, to] = range.split('..');
  return {
    earliest: from ? new Date(`${from}T10:00:00Z`) : null,
    latest: to ? new Date(`${to}T10:00:00Z`) : null,
  };
}

async function toDrop(
  asking: Asking,
  query: Query,
  expansions: ReadonlyMap<WordTerm, Expansion>,
  excluded: readonly string[],
): Promise<Term[]> {
  const dropped: Term[] = [];
  for (const next of [null, ...query.terms.filter((term) => isDroppable(query, term)).reverse()]) {
    if (next) dropped.push(next);
    const kept = query.terms.filter((term) => !dropped.includes(term));
    const { filter, q } = await read(asking, kept, expansions, {
      filters: {},
      from: null,
      to: null,
      excluded,
    });
    const { totalHits } = await asking.ask({ q, filter, matchingStrategy: 'all', hitsPerPage: 0, page: 1 });
    if ((totalHits ?? 0) > 0) return dropped;
  }
  return [];
}

async function page(
  asking: Asking,
  { filter, q, unread }: Reading,
  query: Query,
  { expansions, lexicon }: Awaited<ReturnType<typeof expandWords>>,
  { sort, offset, limit }: SearchRequest,
  { total, few }: Counted,
): Promise<string[]> {
  if (limit === 0 || offset >= total) return [];
  const terms = wanted(query);
  const isRead = (hit: MeiliDocument) => unread.every((run) => lineHas(hit.line, run) !== run.negated);
  const hits = async (params: SearchParams) =>
    (
      await asking.ask({
        filter,
        matchingStrategy: 'all',
        attributesToRetrieve: ['reference', 'line', 'begins'],
        ...params,
      })
    ).hits.filter(isRead);
  const references = (found: MeiliDocument[]) => found.map((hit) => hit.reference);
  if (sort !== 'relevance' || terms.length === 0) {
    const direction = sort === 'newest' ? 'desc' : 'asc';
    return references(
      await hits({ q, offset, limit, sort: [`begins:${direction}`, `reference:${direction}`] }),
    );
  }
  if (total <= CANDIDATES) {
    const found = few?.filter(isRead) ?? (await hits({ q, limit: CANDIDATES }));
    const candidates = found.map((hit) => ({
      reference: hit.reference,
      earliest: hit.begins === undefined ? null : new Date(hit.begins * 1000),
      line: hit.line,
    }));
    return rank(candidates, query, lexicon, expansions).slice(offset, offset + limit);
  }
  // Its own order where its own reading finds the very same records, else by date: never a page short.
  const own = [
    q,
    ...terms.flatMap((term) => (term.kind === 'word' ? [term.readings.at(-1) ?? term.form] : [])),
  ].join(' ');
  const { totalHits } = await asking.ask({
    q: own,
    filter,
    matchingStrategy: 'all',
    hitsPerPage: 0,
    page: 1,
  });
  if (totalHits === total) return references(await hits({ q: own, offset, limit }));
  return references(await hits({ q, offset, limit, sort: ['begins:asc', 'reference:asc'] }));
}

/** By pages of references, each after the last: an offset would be looked for anew for every page. */
async function* every(asking: Asking, request: SearchRequest): AsyncIterable<string[]> {
  const words = request.query.terms.filter((term): term is WordTerm => term.kind === 'word' && !term.negated);
  const { expansions } = await expandWords(asking.parts.reading, words, asking.parts.isName);
  const limits = { ...request, excluded: await withdrawn(asking) };
  const reading = await named(() => read(asking, request.query.terms, expansions, limits));
  for (let after = ''; ; ) {
    const { hits } = await named(() =>
      asking.ask({
        q: reading.q,
        filter: after === '' ? reading.filter : [...reading.filter, `reference > ${quoted(after)}`],
        matchingStrategy: 'all',
        sort: ['reference:asc'],
        limit: CANDIDATES,
        attributesToRetrieve: ['reference', 'line'],
      }),
    );
    const last = hits.at(-1);
    if (last === undefined) return;
    const having = hits.filter((hit) =>
      reading.unread.every((run) => lineHas(hit.line, run) !== run.negated),
    );
    if (having.length > 0) yield having.map(({ reference }) => reference);
    after = last.reference;
  }
}

/** Turns what the client throws when the server is away, slow, full or refuses the key into `EngineAway`. */
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
