import type { Limits } from '../engine';
import type { FacetName } from '../facets';
import type { RunTerm, Term, WordTerm } from '../query';
import type { Expansion } from './expand-words';
import { LONGEST_TERM, seconds } from './meilisearch-index';
import { exactTerm, facetTerm, NO_RECORD, tagTerm } from './terms';

/** The filter for records that have these terms and stand within these limits; runs of words by their words. */
export function filterFor(
  terms: readonly Term[],
  expansions: ReadonlyMap<WordTerm, Expansion>,
  { filters, from, to, excluded }: Limits,
): string[] {
  const parts: string[] = [];
  for (const term of terms) {
    if (term.negated && isLongRun(term)) continue;
    const found = termFilter(term, expansions);
    parts.push(term.negated ? `NOT (${found})` : found);
  }
  for (const [name, wanted] of Object.entries(filters) as [FacetName, string[]][]) {
    parts.push(anyOf(wanted.map((value) => facetTerm(name, value))));
  }
  if (to) parts.push(`earliest <= ${seconds(to, 0)}`);
  if (from) parts.push(`latest >= ${seconds(from, 0)}`);
  if (excluded.length > 0) parts.push(`reference NOT IN [${excluded.map(quoted)}]`);
  return parts;
}

/** A run of several words: a filter has its words, and only reading the line tells that they stand in order. */
export function isLongRun(term: Term): term is RunTerm {
  return term.kind === 'run' && term.words.length > 1;
}

/** A run as Meilisearch's own phrases, one for each sentence: its words past the tenth are not read. */
export function phraseQuery({ words, breaks }: RunTerm): string {
  const sentences: string[][] = [[]];
  words.forEach((word, at) => {
    if (at > 0 && breaks[at]) sentences.push([]);
    sentences.at(-1)!.push(word);
  });
  return sentences.map((sentence) => `"${sentence.join(' ')}"`).join(' ');
}

function termFilter(term: Term, expansions: ReadonlyMap<WordTerm, Expansion>): string {
  switch (term.kind) {
    case 'tag':
      return anyOf([tagTerm(term.form)]);
    case 'run':
      return [...new Set(term.words)].map((word) => anyOf([exactTerm(word)])).join(' AND ');
    case 'word': {
      if (term.negated) return anyOf([term.form, `ال${term.form}`].map(exactTerm));
      const { lexemes, prefixes, slips } = expansions.get(term)!;
      const begins = prefixes.map((form) => `terms STARTS WITH ${quoted(form)}`);
      const held = [...lexemes, ...slips];
      if (held.length === 0 && begins.length === 0) return anyOf([term.form]);
      return `(${[...(held.length > 0 ? [anyOf(held)] : []), ...begins].join(' OR ')})`;
    }
  }
}

function anyOf(terms: readonly string[]): string {
  return `terms IN [${terms.map((term) => quoted(term.length > LONGEST_TERM ? NO_RECORD : term))}]`;
}

export function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
