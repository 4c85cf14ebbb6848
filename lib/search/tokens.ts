import { isWordUnit, type Normalised, normalise } from './normalise';

/** One word of a text. Offsets are UTF-16 units of the original text. */
export interface Token {
  /** The folded word: what is compared. */
  form: string;
  /** The same word before folding (hamza on, lower case off): what article and clitics are told by. */
  letters: string;
  start: number;
  end: number;
  /** A sentence ended before this word, so no phrase runs over the gap. */
  breakBefore: boolean;
  /** On the first word of a hashtag: the hashtag as one word, without `#`, and where it stands. */
  tag?: { form: string; start: number; end: number };
}

const HASHTAG = /#((?=[\p{N}\p{M}_]*\p{L})[\p{L}\p{N}\p{M}_]+)/uy;
const GROUPED_NUMBER = /\d{1,3}(?:[,\u066C\u060C]\d{3})+(?![\d\p{L}])/uy;
const SENTENCE_MARKS = /[.!?\u061F\u06D4\u3002]/u;
const CLOSERS = /["')\]}\u00BB]/u;
/** A full stop after one of these ends no sentence: "Dr. Maaz" is one run of words. */
const ABBREVIATIONS = new Set('dr mr mrs ms st prof gen col lt sgt rev hon no vs etc eg ie'.split(' '));

/**
 * Splits a text into its words, in order. Total: any string gives a list, perhaps an empty one.
 * `_`, emoji and punctuation divide words; a thousands separator inside a number goes; a hashtag
 * gives its words and carries itself on the first of them.
 */
export function tokenise(text: string): Token[] {
  return tokensOf(normalise(text));
}

/** The same for a text that is normalised already. */
export function tokensOf(normalised: Normalised): Token[] {
  const { form } = normalised;
  const tokens: Token[] = [];
  let pendingBreak = false;
  let at = 0;
  const push = (from: number, to: number, word?: string): Token => {
    const token: Token = {
      form: word ?? form.slice(from, to),
      letters: word ?? lettersBetween(normalised, from, to),
      start: normalised.starts[from]!,
      end: normalised.ends[to - 1]!,
      breakBefore: pendingBreak && tokens.length > 0,
    };
    pendingBreak = false;
    tokens.push(token);
    return token;
  };

  while (at < form.length) {
    const unit = form[at]!;
    if (unit === '#' && !isWordUnit(form[at - 1])) {
      const end = matchAt(HASHTAG, form, at);
      if (end > at) {
        pushHashtag(normalised, at, end, push);
        at = end;
        continue;
      }
    }
    if (unit >= '0' && unit <= '9' && !isWordUnit(form[at - 1])) {
      const end = matchAt(GROUPED_NUMBER, form, at);
      if (end > at) {
        push(at, end, form.slice(at, end).replace(/\D/g, ''));
        at = end;
        continue;
      }
    }
    if (isWordUnit(unit)) {
      let end = at + 1;
      while (end < form.length && isWordUnit(form[end])) end += 1;
      push(at, end);
      at = end;
      continue;
    }
    const end = marksEnd(form, at);
    if (endsSentence(form, at, end, tokens.at(-1))) pendingBreak = true;
    at = end;
  }
  return tokens;
}

function matchAt(pattern: RegExp, form: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(form) ? pattern.lastIndex : at;
}

/** As many units as the form has, so that a position in one is the position in the other. */
function lettersBetween(normalised: Normalised, from: number, to: number): string {
  let letters = '';
  for (let at = from; at < to; at += 1) {
    const letter = normalised.letters[at]!;
    letters += letter.length === 1 ? letter : normalised.form[at]!;
  }
  return letters;
}

function pushHashtag(
  normalised: Normalised,
  from: number,
  to: number,
  push: (from: number, to: number) => Token,
): void {
  const { form, letters } = normalised;
  let whole = '';
  let first: Token | undefined;
  let start = from + 1;
  for (let at = from + 1; at <= to; at += 1) {
    const ends = at === to || form[at] === '_';
    if (ends || humpAt(letters, form, at, start)) {
      if (at > start) {
        const token = push(start, at);
        whole += token.form;
        first ??= token;
      }
      start = ends ? at + 1 : at;
    }
  }
  if (first) first.tag = { form: whole, start: normalised.starts[from]!, end: normalised.ends[to - 1]! };
}

/** Does a new word begin here in a run such as AleppoIsBurning, UNVote or Aleppo2016? */
function humpAt(letters: string[], form: string, at: number, start: number): boolean {
  if (at <= start) return false;
  const before = letters[at - 1]!;
  const here = letters[at]!;
  const digitHere = /\p{N}/u.test(form[at]!);
  const digitBefore = /\p{N}/u.test(form[at - 1]!);
  if (digitHere !== digitBefore && !/\p{M}/u.test(here)) return true;
  if (!/\p{Lu}/u.test(here)) return false;
  return /\p{Ll}/u.test(before) || (/\p{Lu}/u.test(before) && /\p{Ll}/u.test(letters[at + 1] ?? ''));
}

/** The end of a run of sentence marks and what closes after them; any other unit is a run of one. */
function marksEnd(form: string, at: number): number {
  if (!SENTENCE_MARKS.test(form[at]!)) return at + 1;
  let end = at + 1;
  while (end < form.length && (SENTENCE_MARKS.test(form[end]!) || CLOSERS.test(form[end]!))) end += 1;
  return end;
}

function endsSentence(form: string, at: number, end: number, last: Token | undefined): boolean {
  const unit = form[at]!;
  if (unit === '\n') return /^\n[\t \r]*\n/u.test(form.slice(at, at + 40));
  if (unit === '\u2029') return true;
  if (!SENTENCE_MARKS.test(unit)) return false;
  // Inside an address (example.org/?q=1) or a number (3.5) nothing ends.
  if (end < form.length && !/\s/u.test(form[end]!)) return false;
  const marks = form.slice(at, end).replace(/[^.!?\u061F\u06D4\u3002]/gu, '');
  if (/[^.]/u.test(marks)) return true;
  // Dots that trail off end nothing, nor does the dot of an initial or an abbreviation.
  if (marks.length > 1) return false;
  return last === undefined || (last.form.length > 1 && !ABBREVIATIONS.has(last.form));
}
