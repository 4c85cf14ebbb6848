import type { Limits } from '../engine';
import type { FacetName } from '../facets';
import { monthOf, monthsBetween } from '../periods';
import type { RunTerm, Term, WordTerm } from '../query';
import { ANY_RECORD } from './any-record';
import type { Expansion } from './expand-words';
import {
  exactTerm,
  facetTerm,
  fitsLexeme,
  LONG_SPAN,
  monthTerm,
  NO_RECORD,
  pairTerm,
  tagTerm,
} from './terms';

/** A condition on `search.document d` with its parameters, from $1. */
export interface Condition {
  sql: string;
  values: unknown[];
}

/** A term, or the values of a facet. */
export type Part = Term | FacetName;

/**
 * The records that have all these terms and stand within these filters. What is `compared` is not looked up in
 * the index but compared with each record that has the rest.
 */
export function condition(
  terms: readonly Term[],
  expansions: ReadonlyMap<WordTerm, Expansion>,
  limits: Limits,
  compared: ReadonlySet<Part> = new Set(),
): Condition {
  const all = partsOf(terms, expansions, limits);
  const tsquery = all.filter(([part]) => part === null || !compared.has(part)).map(([, written]) => written);
  if (tsquery.every((written) => written.startsWith('!'))) tsquery.unshift(EVERY);
  const values: unknown[] = [tsquery.join(' & ')];
  const value = (given: unknown) => `$${values.push(given)}`;
  // To compare with what all have would read every record's terms to no end.
  const parts = [values[0] === EVERY ? '$1::tsquery IS NOT NULL' : 'd.terms @@ $1::tsquery'];
  const others = all.filter(([part]) => part !== null && compared.has(part)).map(([, written]) => written);
  // The function behind @@ is one that no index answers.
  if (others.length > 0) parts.push(`ts_match_vq(d.terms, ${value(others.join(' & '))}::tsquery)`);
  for (const term of terms)
    if (term.kind === 'run' && term.words.length > 1) parts.push(runCheck(term, value));
  if (limits.from || limits.to) {
    parts.push('(d.earliest IS NOT NULL OR d.latest IS NOT NULL)');
    // Said so that no index of dates is read for it: half the records begin before any day.
    if (limits.to) parts.push(`coalesce(d.earliest, '-infinity') <= ${value(limits.to)}`);
    if (limits.from) parts.push(`coalesce(d.latest, 'infinity') >= ${value(limits.from)}`);
  }
  if (limits.excluded.length > 0) parts.push(`d.reference <> ALL(${value(limits.excluded)})`);
  return { sql: parts.join(' AND '), values };
}

/** The tsquery of what asks for nothing. */
export const EVERY = quoted(ANY_RECORD);

/** What a record must have, as parts of a tsquery; null stands before what is of no term and no facet. */
function partsOf(
  terms: readonly Term[],
  expansions: ReadonlyMap<WordTerm, Expansion>,
  { filters, from, to }: Limits,
): [Part | null, string][] {
  const all: [Part | null, string][] = [];
  for (const term of terms) {
    // A negated run is checked on the line alone: its words apart are no reason to leave a record out.
    if (term.negated && term.kind === 'run' && term.words.length > 1) continue;
    const found = termQuery(term, expansions);
    all.push([term, term.negated ? `!${found}` : found]);
  }
  for (const [name, wanted] of Object.entries(filters) as [FacetName, string[]][]) {
    all.push([name, anyOf(wanted.map((one) => quoted(facetTerm(name, one))))]);
  }
  const months = monthsOf(from, to);
  if (months) all.push([null, anyOf([...months.map(monthTerm), LONG_SPAN].map(quoted))]);
  return all;
}

/** A range of so many months is looked up by month; a longer one leaves few out, and is compared alone. */
const MOST_MONTHS = 24;

function monthsOf(from: Date | null, to: Date | null): string[] | null {
  if (!from || !to || to < from || to.getTime() - from.getTime() > MOST_MONTHS * 31 * 86_400_000) return null;
  return monthsBetween(monthOf(from), monthOf(to));
}

function termQuery(term: Term, expansions: ReadonlyMap<WordTerm, Expansion>): string {
  switch (term.kind) {
    case 'tag':
      return quoted(tagTerm(term.form));
    case 'run': {
      const pairs = term.words.slice(1).map((word, at) => pairTerm(term.words[at]!, word));
      return `(${[...term.words.map(exactTerm), ...pairs].map(quoted).join(' & ')})`;
    }
    case 'word': {
      if (term.negated) return anyOf([term.form, `ال${term.form}`].map((form) => quoted(exactTerm(form))));
      const expansion = expansions.get(term)!;
      const all = [
        ...expansion.lexemes.map(quoted),
        ...beginnings(expansion),
        ...expansion.slips.map(quoted),
      ];
      // A word that nothing holds must still be looked for: else the query would ask less than the reader.
      return anyOf(all.length > 0 ? all : [quoted(term.form)]);
    }
  }
}

/** What begins as an unfinished word does, as parts of a tsquery. */
export function beginnings({ begun, prefixes }: Expansion): string[] {
  return begun ? begun.map(quoted) : prefixes.map((form) => `${quoted(form)}:*`);
}

/** The words of a record `d`. */
export const LINE = '(SELECT line FROM search.line l WHERE l.reference = d.reference)';

/** The words next to each other, in order; a sentence may end between them only where the reader's did. */
function runCheck(term: RunTerm, value: (given: unknown) => string): string {
  const line = term.words.map((word, at) => (at > 0 && term.breaks[at] ? `(\\. )?${word}` : word)).join(' ');
  const found = term.breaks.slice(1).some(Boolean)
    ? `${LINE} ~ ${value(` ${line} `)}`
    : `strpos(${LINE}, ${value(` ${line} `)}) > 0`;
  return term.negated ? `NOT (${found})` : found;
}

/** Any of these parts of a tsquery. */
export function anyOf(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `(${parts.join(' | ')})`;
}

/** A lexeme as a tsquery writes it. */
export function quoted(lexeme: string): string {
  if (!fitsLexeme(lexeme)) return `'${NO_RECORD}'`;
  return `'${lexeme.replace(/\s/g, '\u00a0').replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
