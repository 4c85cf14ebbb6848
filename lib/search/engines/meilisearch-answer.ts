import type { EngineAnswer, SearchRequest } from '../engine';
import { isDroppable, type Query, type Term, type WordTerm, wanted } from '../query';
import { rank } from '../rank';
import { type Expanded, type Expansion, expandWords } from './expand-words';
import type { Ask, Question, Told } from './meilisearch-ask';
import { countedFields, readCounts } from './meilisearch-counts';
import { quoted } from './meilisearch-filter';
import type { MeiliDocument } from './meilisearch-index';
import { CANDIDATES, lineHas, type Reading, readRuns } from './meilisearch-runs';
import { type Ground, holds, type Standing } from './meilisearch-standing';

export interface Asking {
  ask: Ask;
  ground: Ground;
  isName: (form: string) => boolean;
}

/**
 * Answers a search. Where nothing waited to be indexed at the last look, what is withdrawn is read while
 * the engine works; if something was published since, the engine is asked again with what was read.
 */
export async function answerFromMeilisearch(asking: Asking, request: SearchRequest): Promise<EngineAnswer> {
  const taken = asking.ground.last();
  const now = asking.ground.read();
  if (taken) {
    const [standing, given] = await Promise.all([now, answer(asking, request, taken)]);
    if (holds(taken, standing)) return given;
  }
  return answer(asking, request, now);
}

async function answer(
  asking: Asking,
  request: SearchRequest,
  standing: Standing | Promise<Standing>,
): Promise<EngineAnswer> {
  const words = wordsOf(request.query.terms);
  const [{ excluded }, known] = await Promise.all([standing, expand(asking, words)]);
  const { expansions, lexicon } = known;
  let terms = request.query.terms;
  let found = await find(asking.ask, terms, known, request, excluded);
  const dropped: Term[] = [];
  if (found.told.totalHits === 0) {
    dropped.push(...(await toDrop(asking.ask, request.query, expansions, excluded)));
    if (dropped.length > 0) {
      terms = terms.filter((term) => !dropped.includes(term));
      found = await find(asking.ask, terms, known, request, excluded);
    }
  }
  const { total, facets, histogram, undated } = readCounts(found.told, request);
  return {
    references: found.references,
    total,
    totalIsExact: found.isExact,
    facets: Object.fromEntries(request.facets.map((name) => [name, facets[name] ?? []])),
    histogram,
    undated,
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

function wordsOf(terms: readonly Term[]): WordTerm[] {
  return terms.filter((term): term is WordTerm => term.kind === 'word' && !term.negated);
}

function expand({ ground, isName }: Pick<Asking, 'ground' | 'isName'>, words: WordTerm[]): Promise<Expanded> {
  return expandWords(ground.words, words, isName, words.length === 0 ? [] : undefined);
}

interface Found {
  references: string[];
  /** The answer that has the counts. */
  told: Told;
  isExact: boolean;
}

/** Counts what has these terms, and finds the page: in one request where few or no order by words is wanted, else in two. */
async function find(
  ask: Ask,
  terms: readonly Term[],
  known: Expanded,
  request: SearchRequest,
  excluded: readonly string[],
): Promise<Found> {
  const facets = countedFields(request);
  const reading = await readRuns(ask, terms, known.expansions, { ...request, excluded }, facets);
  const query = { ...request.query, terms: [...terms] };
  const { offset, limit, sort } = request;
  const isExact = reading.unread.length === 0;
  const isRead = (hit: MeiliDocument) =>
    reading.unread.every((run) => lineHas(hit.line, run) !== run.negated);
  const asked = { q: reading.q, filter: reading.filter, facets, attributesToRetrieve: READ };
  const pageOf = async (more: Question): Promise<Found> => {
    // The number of matches is exact only by whole pages; an offset between two of them comes from no address.
    const [page, hitsPerPage] =
      limit > 0 && offset % limit === 0 ? [offset / limit + 1, limit] : [1, limit && offset + limit];
    const told = await ask.one({ ...asked, ...more, page, hitsPerPage });
    const hits = told.hits.slice(page === 1 ? offset : 0).filter(isRead);
    return { told, isExact, references: hits.map(({ reference }) => reference) };
  };
  const ranked = (told: Told): Found => {
    const candidates = told.hits.filter(isRead).map(({ reference, begins, line }) => ({
      reference,
      earliest: begins === undefined ? null : new Date(begins * 1000),
      line,
    }));
    const order = rank(candidates, query, known.lexicon, known.expansions);
    return { told, isExact, references: order.slice(offset, offset + limit) };
  };
  if (reading.found && (limit === 0 || sort === 'relevance')) return ranked(reading.found);
  if (limit === 0 || sort !== 'relevance' || wanted(query).length === 0) {
    const direction = sort === 'newest' ? 'desc' : 'asc';
    return pageOf({ sort: [`begins:${direction}`, `reference:${direction}`] });
  }
  if (atMost(query, known) <= CANDIDATES) {
    const told = await ask.one({ ...asked, page: 1, hitsPerPage: CANDIDATES });
    if (told.totalHits! <= CANDIDATES) return ranked(told);
  }
  const q = ownQuery(reading, query);
  const [byFilter, byOwn] = (await ask.several(
    [reading.q, q].map((q) => ({ q, filter: reading.filter, hitsPerPage: 0, page: 1 })),
  )) as [Told, Told];
  if (byFilter.totalHits! <= CANDIDATES) {
    return ranked(await ask.one({ ...asked, page: 1, hitsPerPage: CANDIDATES }));
  }
  // Its own order where its own reading finds the very same records, else by date: never a page short.
  if (byOwn.totalHits === byFilter.totalHits) return pageOf({ q });
  return pageOf({ sort: ['begins:asc', 'reference:asc'] });
}

const READ: Question['attributesToRetrieve'] = ['reference', 'line', 'begins'];

/** More than this many records cannot have all words, by what the vocabulary says of each. */
function atMost(query: Query, { expansions, docs }: Expanded): number {
  const each = wordsOf(query.terms).map((term) => {
    const { lexemes, begun, slips } = expansions.get(term)!;
    if (begun === null) return Number.POSITIVE_INFINITY;
    return [...lexemes, ...begun, ...slips].reduce((sum, word) => sum + (docs.get(word) ?? 0), 0);
  });
  return Math.min(Number.POSITIVE_INFINITY, ...each);
}

/** The words as Meilisearch's own order wants them. */
function ownQuery({ q }: Reading, query: Query): string {
  const words = wordsOf(query.terms).map((term) => term.readings.at(-1) ?? term.form);
  return [q, ...words].join(' ');
}

async function toDrop(
  ask: Ask,
  query: Query,
  expansions: ReadonlyMap<WordTerm, Expansion>,
  excluded: readonly string[],
): Promise<Term[]> {
  const dropped: Term[] = [];
  for (const next of [null, ...query.terms.filter((term) => isDroppable(query, term)).reverse()]) {
    if (next) dropped.push(next);
    const kept = query.terms.filter((term) => !dropped.includes(term));
    const limits = { filters: {}, from: null, to: null, excluded };
    const { filter, q, found } = await readRuns(ask, kept, expansions, limits);
    const told = found ?? (await ask.one({ q, filter, hitsPerPage: 0, page: 1 }));
    if ((told.totalHits ?? 0) > 0) return dropped;
  }
  return [];
}

/** Everything that a request finds, by pages of references, each after the last: an offset would be looked for anew for every page. */
export async function* everyFromMeilisearch(
  { ask, ground, isName }: Asking,
  request: SearchRequest,
): AsyncIterable<string[]> {
  const { excluded } = await ground.read();
  const { expansions } = await expand({ ground, isName }, wordsOf(request.query.terms));
  const reading = await readRuns(ask, request.query.terms, expansions, { ...request, excluded });
  for (let after = ''; ; ) {
    const { hits } = await ask.one({
      q: reading.q,
      filter: after === '' ? reading.filter : [...reading.filter, `reference > ${quoted(after)}`],
      sort: ['reference:asc'],
      limit: CANDIDATES,
      attributesToRetrieve: ['reference', 'line'],
    });
    const last = hits.at(-1);
    if (last === undefined) return;
    const having = hits.filter((hit) =>
      reading.unread.every((run) => lineHas(hit.line, run) !== run.negated),
    );
    if (having.length > 0) yield having.map(({ reference }) => reference);
    after = last.reference;
  }
}
