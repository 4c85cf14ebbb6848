import { type Lexicon, readings, readingsKnownTo } from './clitics';
import type { RunTerm, Term, WordTerm } from './query';
import { slipsAllowed, slipsBetween } from './slips';
import type { Token } from './tokens';

/**
 * What it means that a text has a term: the definition that both engines are held against, and that
 * the highlighter and the ranking use as it is.
 */
export interface WordMatch {
  slips: number;
  /** Not the very word: a beginning, a reading without its article, or a slip. */
  widened: boolean;
}

/** How a word of a text answers a word of a query; null when it does not. */
export type WordMatcher = (token: Pick<Token, 'form' | 'letters'>) => WordMatch | null;

/**
 * Makes the matcher of a query's word: what it asks for is told once, and each different word of however
 * many texts is compared once.
 */
export function wordMatcher(term: WordTerm, lexicon: Lexicon): WordMatcher {
  const asked = term.negated ? [] : askedForms(term, lexicon);
  const memory = new Map<string, WordMatch | null>();
  return ({ form, letters }) => {
    // Hamza and capitals tell a reading, so one form may come in several spellings.
    const key = letters === form ? form : `${form} ${letters}`;
    let known = memory.get(key);
    if (known === undefined) {
      known = compare(term, asked, { form, letters }, lexicon);
      memory.set(key, known);
    }
    return known;
  };
}

function compare(
  term: WordTerm,
  asked: ReturnType<typeof askedForms>,
  token: Pick<Token, 'form' | 'letters'>,
  lexicon: Lexicon,
): WordMatch | null {
  if (token.form === term.form) return { slips: 0, widened: false };
  if (term.negated) return isWithArticle(term.form, token) ? { slips: 0, widened: true } : null;
  const slips = leastSlips(asked, [token.form, ...readings(token.form, token.letters)]);
  if (slips !== null) return { slips, widened: true };
  // ب ك ل come off only before the very word: with a slip or a beginning, too much would hide there.
  const hidden = readingsKnownTo(lexicon, token.form);
  return asked.some(({ form }) => hidden.includes(form)) ? { slips: 0, widened: true } : null;
}

/** A negation takes the word and the word with its article, and nothing wider. */
function isWithArticle(form: string, token: Pick<Token, 'form'>): boolean {
  return token.form === `ال${form}`;
}

/** The fewest slips between what a term asks for and any of the forms a word is known by; null past what it allows. */
function leastSlips(asked: ReturnType<typeof askedForms>, known: readonly string[]): number | null {
  let least: number | null = null;
  for (const one of asked) {
    for (const form of known) {
      const slips = slipsBetween(one.form, form, one.slips, one.prefix);
      if (slips !== null && (least === null || slips < least)) least = slips;
      if (least === 0) return 0;
    }
  }
  return least;
}

/** A reading this short, as a beginning, would let in half the dictionary. */
const SHORTEST_PREFIX_READING = 3;

/** The forms that a term asks for, each with the slips it allows and whether a word may go on after it. */
export function askedForms(
  term: WordTerm,
  lexicon: Lexicon,
): { form: string; slips: 0 | 1 | 2; prefix: boolean }[] {
  const stripped = [...new Set([...term.readings, ...readingsKnownTo(lexicon, term.form)])];
  const asked = stripped.map((form) => ({
    form,
    slips: slipsAllowed(form),
    prefix: term.prefix && form.length >= SHORTEST_PREFIX_READING,
  }));
  // Slips are counted with article and clitics off, so the whole word allows them only if it has none.
  asked.unshift({
    form: term.form,
    slips: stripped.length > 0 ? 0 : slipsAllowed(term.form),
    prefix: term.prefix,
  });
  return asked;
}

/** Where a run of words begins in a text: indexes of its first token, each run after the one before. */
export function findRuns(term: Pick<RunTerm, 'words' | 'breaks'>, tokens: readonly Token[]): number[] {
  const found: number[] = [];
  for (let at = 0; at + term.words.length <= tokens.length; at += 1) {
    if (runStartsAt(term, tokens, at)) {
      found.push(at);
      at += term.words.length - 1;
    }
  }
  return found;
}

function runStartsAt(term: Pick<RunTerm, 'words' | 'breaks'>, tokens: readonly Token[], at: number): boolean {
  return term.words.every((word, index) => {
    const token = tokens[at + index]!;
    if (token.form !== word) return false;
    // The text's sentence may end inside the run only where the reader's did.
    return index === 0 || !token.breakBefore || term.breaks[index] === true;
  });
}

/** Tells of texts whether one answers the term; words of one query may be found some in one text, some in another. */
export function textHas(term: Term, lexicon: Lexicon): (tokens: readonly Token[]) => boolean {
  switch (term.kind) {
    case 'run':
      return (tokens) => findRuns(term, tokens).length > 0;
    case 'tag':
      return (tokens) => tokens.some((token) => token.tag?.form === term.form);
    case 'word': {
      const match = wordMatcher(term, lexicon);
      return (tokens) =>
        tokens.some(
          (token) =>
            match(token) !== null ||
            (token.tag !== undefined && match({ form: token.tag.form, letters: token.tag.form }) !== null),
        );
    }
  }
}
