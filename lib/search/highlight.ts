import { EMPTY_LEXICON, type Lexicon } from './clitics';
import { findRuns, wordMatcher } from './match';
import type { Query } from './query';
import { tokenise } from './tokens';

/** UTF-16 offsets into the text as shown, end not included. */
export type Range = [start: number, end: number];

/**
 * Finds what of a text answers a query: ranges on the original's letters, in order, never overlapping,
 * marks and tatweel inside a word included, the article and clitics lit with their word and never
 * alone. Negated terms light nothing. The same for both engines.
 */
export function highlight(text: string, query: Query, lexicon: Lexicon = EMPTY_LEXICON): Range[] {
  return highlighter(query, lexicon)(text);
}

/** The same for many texts: each different word is compared with the query once. */
export function highlighter(query: Query, lexicon: Lexicon): (text: string) => Range[] {
  const terms = query.terms
    .filter((term) => !term.negated)
    .map((term) => ({ term, match: term.kind === 'word' ? wordMatcher(term, lexicon) : () => null }));
  return (text) => {
    const tokens = tokenise(text);
    const ranges: Range[] = [];
    for (const { term, match } of terms) {
      if (term.kind === 'run') {
        for (const at of findRuns(term, tokens)) {
          ranges.push([tokens[at]!.start, tokens[at + term.words.length - 1]!.end]);
        }
        continue;
      }
      for (const token of tokens) {
        if (match(token)) ranges.push([token.start, token.end]);
        const { tag } = token;
        if (!tag) continue;
        const asked =
          term.kind === 'tag'
            ? tag.form === term.form
            : tag.form !== token.form && match({ form: tag.form, letters: tag.form }) !== null;
        if (asked) ranges.push([tag.start, tag.end]);
      }
    }
    return merge(ranges);
  };
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
