import { EMPTY_LEXICON, type Lexicon } from './clitics';
import { findRuns, matchWord } from './match';
import type { Query } from './query';
import { type Token, tokenise } from './tokens';

/** UTF-16 offsets into the text as shown, end not included. */
export type Range = [start: number, end: number];

/**
 * Finds what of a text answers a query: ranges on the original's letters, in order, never overlapping,
 * marks and tatweel inside a word included, the article and clitics lit with their word and never
 * alone. Negated terms light nothing. The same for both engines.
 */
export function highlight(text: string, query: Query, lexicon: Lexicon = EMPTY_LEXICON): Range[] {
  return highlightTokens(tokenise(text), query, lexicon);
}

/** The same for a text whose words are at hand. */
export function highlightTokens(tokens: readonly Token[], query: Query, lexicon: Lexicon): Range[] {
  const ranges: Range[] = [];
  for (const term of query.terms) {
    if (term.negated) continue;
    if (term.kind === 'run') {
      for (const at of findRuns(term, tokens)) {
        ranges.push([tokens[at]!.start, tokens[at + term.words.length - 1]!.end]);
      }
      continue;
    }
    for (const token of tokens) {
      if (term.kind === 'word' && matchWord(term, token, lexicon)) ranges.push([token.start, token.end]);
      const { tag } = token;
      if (!tag) continue;
      const asked =
        term.kind === 'tag' ? tag.form === term.form : isWholeTag(token) && matchTag(term, tag.form, lexicon);
      if (asked) ranges.push([tag.start, tag.end]);
    }
  }
  return merge(ranges);

  function isWholeTag(token: Token): boolean {
    return token.tag !== undefined && token.tag.form !== token.form;
  }
}

function matchTag(term: Parameters<typeof matchWord>[0], form: string, lexicon: Lexicon): boolean {
  return matchWord(term, { form, letters: form }, lexicon) !== null;
}

/** Puts ranges in order and joins those that overlap. */
function merge(ranges: Range[]): Range[] {
  const merged: Range[] = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = merged.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
