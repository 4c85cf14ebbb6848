import type { Settings } from 'meilisearch';
import type { SearchDocument } from '../document';
import { FACETS } from '../facets';
import { wallDay } from '../periods';
import { documentRow } from './terms';

/**
 * What Meilisearch is given. It holds the same terms as PostgreSQL does, as a filter: filters are exact
 * in what they match and count, and know OR, which its queries do not. Its own reading of words serves
 * phrases, as candidates, and the order of very many matches. Nothing private is in it.
 */
export interface MeiliDocument extends Record<string, unknown> {
  reference: string;
  revision: string;
  digest: string;
  /** The words in order (`words.ts`), and what the record is found by (`terms.ts`). */
  line: string;
  terms: string[];
  span: string[];
  /** First and last day, for histograms by days: `2016-12-13..2016-12-15`. */
  days: string;
  /** Bounds in seconds, far out where open; absent where undated. */
  earliest?: number;
  latest?: number;
  /** What sorting goes by; absent where the beginning is open, so that those come last. */
  begins?: number;
}

/**
 * Answers as they are: packed ones come in pieces that wait for each other, which on one machine takes
 * fifty milliseconds where the answer itself takes three.
 */
export const UNPACKED = { headers: { 'Accept-Encoding': 'identity' } };

/** Meilisearch cuts filter values off near 468 bytes: a longer "word" is left out on both sides. */
export const LONGEST_TERM = 110;
const FAR = 9_000_000_000_000;

export function meiliDocument(document: SearchDocument): MeiliDocument {
  const { line, terms, bundles } = documentRow(document);
  const { earliest, latest } = document;
  return {
    reference: document.reference,
    revision: String(document.revision),
    digest: document.digest,
    line: line.trim(),
    // It knows by itself where words stand, so the terms that tell it would only take room.
    terms: terms.filter((term) => term.length <= LONGEST_TERM && !/^[\^~&]|^:(month|span)/.test(term)),
    span: bundles.span,
    days: `${earliest ? wallDay(earliest) : ''}..${latest ? wallDay(latest) : ''}`,
    ...Object.fromEntries(FACETS.map((name) => [name, document.facets[name]])),
    ...(earliest || latest ? { earliest: seconds(earliest, -FAR), latest: seconds(latest, FAR) } : {}),
    ...(earliest ? { begins: seconds(earliest, 0) } : {}),
  };
}

/** An instant in whole seconds of UTC. */
export function seconds(instant: Date | null, open: number): number {
  return instant === null ? open : Math.floor(instant.getTime() / 1000);
}

function filterable(attributePatterns: string[], { comparison }: { comparison: boolean }) {
  return { attributePatterns, features: { facetSearch: false, filter: { equality: true, comparison } } };
}

/** The index's settings; searches are stopped after `searchCutoffMs`. */
export const settings = (searchCutoffMs: number): Settings => ({
  searchableAttributes: ['line'],
  displayedAttributes: ['reference', 'revision', 'digest', 'line', 'earliest', 'begins'],
  // Told apart by what is asked of them: to keep thousands of terms in order for comparisons that nobody
  // makes took a quarter of what a change takes.
  filterableAttributes: [
    filterable(['terms', 'span', 'days', ...FACETS], { comparison: false }),
    filterable(['reference', 'earliest', 'latest'], { comparison: true }),
  ],
  sortableAttributes: ['begins', 'reference'],
  rankingRules: [
    'sort',
    'words',
    'typo',
    'proximity',
    'attribute',
    'exactness',
    'begins:asc',
    'reference:asc',
  ],
  // Without it short Arabic texts are taken for Persian, and words are missed.
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['ara', 'eng'] }],
  typoTolerance: { enabled: true, disableOnNumbers: true, minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 } },
  faceting: { maxValuesPerFacet: 2_000, sortFacetValuesBy: { '*': 'count' } },
  // Counts stop here; the default of 1,000 would make totals wrong.
  pagination: { maxTotalHits: 100_000_000 },
  searchCutoffMs,
  facetSearch: false,
});
