import type pg from 'pg';
import type { FormOf } from '@/lib/archive/public-form';
import { TooManyAtOnce } from '@/lib/at-once';
import { type Refused, type Result, refuse } from '@/lib/result';
import { textsOf } from './document';
import {
  type EngineAnswer,
  EngineAway,
  type SearchEngine,
  type SearchRequest,
  SearchTooSlow,
} from './engine';
import { highlighter, type Range } from './highlight';
import { type LabelledFacets, type LabelMemory, labelFacets } from './label-facets';
import type { Names } from './names';
import type { SearchParameters } from './parameters';
import { parseQuery, type Query, type Understood, understand } from './query';

/** What searching needs: the readers' database, and the engines in the order in which they are asked. */
export interface SearchHouse {
  reading: pg.Pool;
  engines: readonly [SearchEngine, ...SearchEngine[]];
  names: Names;
  labels: LabelMemory;
}

export interface SearchAnswer {
  engine: SearchEngine['name'];
  /** Set when another engine than the chosen one answered. */
  notice: 'chosen-engine-away' | null;
  total: number;
  totalIsExact: boolean;
  page: number;
  perPage: number;
  understood: Understood;
  items: FoundItem[];
  facets: LabelledFacets;
  histogram: { period: string; count: number }[];
  undated: number;
}

/** A hit: the public form as it is now, and where it answers the query. */
export interface FoundItem {
  form: FormOf<'testimony'>;
  matched: string[];
  highlights: Highlight[];
}

export interface Highlight {
  /** `text`, `translation:ar`, `context:en`. */
  field: string;
  /** UTF-16 offsets into that text. */
  ranges: Range[];
}

type SearchRefusal = Refused & { reason: 'search-away' | 'search-too-slow' | 'search-busy' };

/**
 * Searches the published testimonies. Every hit is read again with the readers' role before it is
 * shown, and what is withdrawn but perhaps still in the index is excluded in the engine's own query.
 * Falls back to the next engine when one is away. Refuses when none answers, or when the query took
 * too long. `lang` is the language that facets are labelled in.
 */
export async function searchTestimonies(
  parameters: SearchParameters,
  house: SearchHouse,
  lang = 'en',
): Promise<Result<SearchAnswer, SearchRefusal>> {
  const query = parseQuery(parameters.q);
  try {
    await house.names.refresh();
    const { answer, engine, notice } = await askInTurn(house.engines, requestFor(parameters, query));
    const asked: Query = { ...query, terms: query.terms.filter((term) => !answer.dropped.includes(term)) };
    const { items, revision } = await readHits(house.reading, answer, asked);
    const facets = await labelFacets(house.reading, answer.facets, lang, house.labels, revision);
    const understood = understand(asked);
    return {
      ok: true,
      value: {
        engine: engine.name,
        notice,
        // What went since the engine's answer is gone from the total as well.
        total: answer.total - (answer.references.length - items.length),
        totalIsExact: answer.totalIsExact,
        page: parameters.page,
        perPage: parameters.perPage,
        understood: {
          ...understood,
          dropped: [...answer.dropped.map((term) => term.shown).reverse(), ...understood.dropped],
          corrected: answer.corrected,
        },
        items,
        facets,
        histogram: answer.histogram,
        undated: answer.undated,
      },
    };
  } catch (error) {
    if (error instanceof TooManyAtOnce) {
      return refuse('search-busy', 'Very many search just now. Try again in a moment.');
    }
    if (error instanceof SearchTooSlow) {
      return refuse(
        'search-too-slow',
        'This search took too long. Ask for something narrower, or try again later.',
      );
    }
    if (error instanceof EngineAway || isConnectionFailure(error)) {
      return refuse(
        'search-away',
        'Searching is not possible just now. Nothing is lost: try again in a moment.',
      );
    }
    throw error;
  }
}

/**
 * The references of everything that a search finds, some thousands at a time: one search, which tells what
 * has to be left out of the query, and one walk. Throws when searching is away, at first or half way.
 */
export async function* everyFound(
  parameters: SearchParameters,
  house: SearchHouse,
): AsyncGenerator<string[]> {
  await house.names.refresh();
  const request = requestFor(parameters, parseQuery(parameters.q));
  const { answer, engine } = await askInTurn(house.engines, { ...request, facets: [], limit: 0 });
  if (answer.total === 0) return;
  const terms = request.query.terms.filter((term) => !answer.dropped.includes(term));
  yield* engine.every({ ...request, query: { ...request.query, terms } });
}

function requestFor(parameters: SearchParameters, query: Query): SearchRequest {
  return {
    query,
    filters: parameters.filters,
    from: parameters.from?.instant ?? null,
    to: parameters.to?.instant ?? null,
    sort: parameters.sort,
    offset: (parameters.page - 1) * parameters.perPage,
    limit: parameters.perPage,
    facets: parameters.facets,
  };
}

async function askInTurn(
  engines: SearchHouse['engines'],
  request: SearchRequest,
): Promise<{ answer: EngineAnswer; engine: SearchEngine; notice: SearchAnswer['notice'] }> {
  for (const [at, engine] of engines.entries()) {
    try {
      const answer = await engine.search(request);
      return { answer, engine, notice: at === 0 ? null : 'chosen-engine-away' };
    } catch (error) {
      if (!(error instanceof EngineAway) || at === engines.length - 1) throw error;
    }
  }
  throw new EngineAway('No engine answers.');
}

interface Hits {
  items: FoundItem[];
  /** The archive's revision; null while the index has yet to follow it. */
  revision: string | null;
}

async function readHits(reading: pg.Pool, answer: EngineAnswer, asked: Query): Promise<Hits> {
  const { rows } = await reading.query<{
    key: string | null;
    form: FormOf<'testimony'>;
    revision: string | null;
  }>({
    name: 'search hits',
    text: `SELECT key, form, CASE WHEN NOT EXISTS (SELECT FROM search_outbox) THEN r.revision::text END AS revision
       FROM publication_revision r LEFT JOIN public_form
         ON kind = 'testimony' AND current AND NOT sealed AND key = ANY($1)`,
    values: [answer.references],
  });
  const forms = new Map(rows.map(({ key, form }) => [key, form]));
  const highlight = highlighter(asked, answer.lexicon);
  const items = answer.references.flatMap((reference) => {
    const form = forms.get(reference);
    if (!form) return [];
    const highlights = textsOf(form).flatMap(({ field, lang, text }) => {
      const ranges = highlight(text);
      return ranges.length > 0 ? [{ field: field === 'text' ? field : `${field}:${lang}`, ranges }] : [];
    });
    return [{ form, matched: highlights.map(({ field }) => field), highlights }];
  });
  return { items, revision: rows[0]?.revision ?? null };
}

function isConnectionFailure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  return (
    /^(08|57P|53|ECONN|EPIPE|ETIMEDOUT)/.test(code) ||
    /^(Connection terminated|timeout exceeded)/i.test(message)
  );
}
