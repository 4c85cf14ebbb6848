import { isArabic, readings } from '../clitics';
import type { SearchDocument } from '../document';
import { FACETS, type FacetName } from '../facets';
import { monthOf, monthsBetween } from '../periods';
import { foundBy, wordLine } from '../words';
import { ANY_RECORD } from './any-record';
import type { BundleName } from './postgres-tables';

/** What a record is found by, as lexemes of one tsvector: words bare, everything else behind a mark that no word begins with. */
export interface DocumentRow {
  line: string;
  terms: string[];
  /** The bare ones among the terms. */
  words: string[];
  bundles: Record<BundleName, string[]>;
}

/** No record has it. */
export const NO_RECORD = ':none';

/** A word to the letter: where a bare lexeme may also be a reading of another word. */
export function exactTerm(form: string): string {
  return isArabic(form) ? `=${form}` : form;
}
export function tagTerm(form: string): string {
  return `#${form}`;
}
export function facetTerm(name: FacetName, value: string): string {
  return `:${facetMember(name, value)}`;
}
export function facetMember(name: FacetName, value: string): string {
  return `${name}:${value}`;
}

/**
 * A word to the letter, or another form that it is found by, at one of the first places of a text: these
 * lead the order of relevance, and with them in the index the best of a million need not be looked for.
 */
export function leadTerm(place: number, form: string, exact: boolean): string {
  return `${exact ? '^' : '~'}${place}${form}`;
}
/** How many places of a text have terms of their own. */
export const LEAD_PLACES = 8;

/**
 * Two words that stand side by side, as one of 65,536 numbers: with it a phrase of words that everybody
 * uses has few candidates, and which of them have it is read from their lines.
 */
export function pairTerm(before: string, after: string): string {
  // FNV-1a.
  let hash = 0x811c9dc5;
  for (const unit of `${before} ${after}`) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193);
  return `&${((hash ^ (hash >>> 16)) & 0xffff).toString(36)}`;
}

/** In what time a record is, told by a member of its `span`: a month, or simply a long span. */
function timeTerm(member: string): string {
  return member.startsWith('span:') ? LONG_SPAN : `:${member}`;
}
export function monthTerm(month: string): string {
  return `:month:${month}`;
}
/** The record spans years, or has no beginning or end. */
export const LONG_SPAN = ':span';

/** Bounds this far apart (in months) would fill the histogram by themselves: kept as a span and spread when read. */
const LONGEST_SPAN = 36;

/** Makes the row of a record. */
export function documentRow(document: SearchDocument): DocumentRow {
  const { line, tokens, lead } = wordLine(document);
  const words = [...foundBy(tokens)].filter(fitsLexeme);
  const terms = new Set([ANY_RECORD, ...words]);
  for (const token of tokens) {
    if (!fitsLexeme(token.form)) continue;
    terms.add(exactTerm(token.form));
    if (token.tag && fitsLexeme(token.tag.form)) terms.add(tagTerm(token.tag.form));
  }
  for (const pair of pairsOf(line)) terms.add(pair);
  lead.slice(0, LEAD_PLACES).forEach((token, place) => {
    if (!fitsLexeme(token.form)) return;
    terms.add(leadTerm(place, token.form, true));
    for (const reading of readings(token.form, token.letters)) terms.add(leadTerm(place, reading, false));
  });
  for (const name of FACETS) for (const value of document.facets[name]) terms.add(facetTerm(name, value));
  const bundles = bundlesOf(document);
  for (const member of bundles.span) terms.add(timeTerm(member));
  return { line, terms: [...terms], words, bundles };
}

/** A sentence end does not part a pair, since the reader may have written it too. */
function* pairsOf(line: string): Generator<string> {
  let before: string | null = null;
  for (const piece of line.split(' ')) {
    if (piece === '' || piece === '.') continue;
    const isWord = piece[0] !== '>' && piece[0] !== '#';
    if (isWord && before !== null) yield pairTerm(before, piece);
    before = isWord ? piece : null;
  }
}

/** A lexeme holds 2046 bytes at most; a "word" longer than this is no word that anybody looks for. */
export function fitsLexeme(form: string): boolean {
  return form.length <= 500;
}

function bundlesOf({ facets, earliest, latest }: SearchDocument): Record<BundleName, string[]> {
  const members = (...names: FacetName[]) =>
    names.flatMap((name) => [...facets[name]].sort().map((value) => facetMember(name, value)));
  return {
    who: members('speaker', 'account'),
    make: members('platform', 'kind', 'stance', 'lang'),
    event: members('event'),
    place: members('place'),
    source: members('source'),
    tagged: members('tag'),
    span: spanMembers(earliest, latest),
  };
}

/** `month:` for each month that the bounds touch, `span:from..to` where that is too many or has no end, `undated:`. */
function spanMembers(earliest: Date | null, latest: Date | null): string[] {
  if (earliest === null && latest === null) return ['undated:'];
  const from = earliest ? monthOf(earliest) : '';
  const to = latest ? monthOf(latest) : '';
  if (earliest && latest && latest.getTime() - earliest.getTime() < LONGEST_SPAN * 31 * 86_400_000) {
    return monthsBetween(from, to).map((month) => `month:${month}`);
  }
  return [`span:${from}..${to}`];
}

/** Which letters a word has, as bits: two words a slip apart differ in two bits at most. */
export function letterMask(word: string): bigint {
  let mask = 0n;
  for (let at = 0; at < word.length; at += 1) mask |= 1n << BigInt(word.charCodeAt(at) % 61);
  return mask;
}
