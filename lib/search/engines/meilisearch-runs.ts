import type { Limits } from '../engine';
import { findRuns } from '../match';
import type { RunTerm, Term, WordTerm } from '../query';
import { readWordLine } from '../words';
import type { Expansion } from './expand-words';
import type { Ask, Told } from './meilisearch-ask';
import { filterFor, isLongRun, phraseQuery, quoted } from './meilisearch-filter';

/** Up to this many candidates are read: phrases checked against the text, matches ranked to the letter. */
export const CANDIDATES = 1_000;

/** Terms of a query with what its runs came to: filters where all was read, phrases where that was too much. */
export interface Reading {
  filter: string[];
  q: string;
  /** Runs that Meilisearch's own phrases stand for, unread. */
  unread: RunTerm[];
  /** What the phrases found, counted and whole, where it turned out to be what the query asks for. */
  found: Told | null;
}

/**
 * Makes filters of terms. Runs of several words are looked up as phrases, and their candidates are read.
 * `facets` are counted along with them, for the mostly case that every candidate has the runs in truth.
 */
export async function readRuns(
  ask: Ask,
  terms: readonly Term[],
  expansions: ReadonlyMap<WordTerm, Expansion>,
  limits: Limits,
  facets: string[] = [],
): Promise<Reading> {
  const base = filterFor(terms, expansions, limits);
  const reading: Reading = { filter: [...base], q: '', unread: [], found: null };
  const runs = terms.filter(isLongRun);
  const asked = runs.filter(({ negated }) => !negated);
  const found = await candidates(ask, asked, base, facets);
  if (found) keep(reading, asked, found, runs.length === asked.length);
  for (const run of [...(found ? [] : asked), ...runs.filter(({ negated }) => negated)]) {
    const own = run.negated ? filterFor([{ ...run, negated: false }], expansions, limits) : [];
    const one = await candidates(ask, [run], [...base, ...own], []);
    if (one) {
      keep(reading, [run], one, false);
      continue;
    }
    reading.q += ` ${run.negated ? '-' : ''}${phraseQuery(run)}`;
    reading.unread.push(run);
  }
  return reading;
}

/** Records that may have all of these runs; null where there are none to ask for, or too many to read. */
async function candidates(
  ask: Ask,
  runs: readonly RunTerm[],
  filter: string[],
  facets: string[],
): Promise<Told | null> {
  if (runs.length === 0) return null;
  const found = await ask.one({
    q: runs.map(phraseQuery).join(' '),
    filter,
    hitsPerPage: CANDIDATES,
    page: 1,
    facets,
    attributesToRetrieve: ['reference', 'line', 'begins'],
  });
  return (found.totalHits ?? 0) > CANDIDATES ? null : found;
}

/** Reads the candidates' lines: those that have the runs become a filter, and are all there is where none was wrong. */
function keep(reading: Reading, runs: readonly RunTerm[], found: Told, isAll: boolean): void {
  const having = found.hits.filter((hit) => runs.every((run) => lineHas(hit.line, run)));
  const references = having.map((hit) => quoted(hit.reference));
  if (runs[0]!.negated) {
    if (having.length > 0) reading.filter.push(`reference NOT IN [${references}]`);
    return;
  }
  reading.filter.push(`reference IN [${references}]`);
  if (isAll && having.length === found.hits.length) reading.found = found;
}

/** Whether a record's line has the run, read word by word. */
export function lineHas(line: string, run: RunTerm): boolean {
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
