import { readings } from './clitics';
import { type Normalised, normalise } from './normalise';
import { tokensOf } from './tokens';

/** One word: all its widenings are allowed. */
export interface WordTerm {
  kind: 'word';
  form: string;
  /** The word with article and clitics off, as far as its letters alone tell. */
  readings: string[];
  /** The last word, unfinished: words that begin so match too. */
  prefix: boolean;
  negated: boolean;
  /** As the reader wrote it, without quotes and the sign of negation. */
  shown: string;
}

/** A run of words in order: in quotation marks, or joined by the reader (pro-government, there's). */
export interface RunTerm {
  kind: 'run';
  words: string[];
  /** breaks[i]: a sentence ends before words[i]. */
  breaks: boolean[];
  quoted: boolean;
  negated: boolean;
  shown: string;
}

/** A hashtag, asked for as such. */
export interface TagTerm {
  kind: 'tag';
  form: string;
  negated: boolean;
  shown: string;
}

export type Term = WordTerm | RunTerm | TagTerm;

export interface Query {
  /** In the reader's order. No terms at all: everything. */
  terms: Term[];
  /** What was written and cannot be searched for: pictures, marks, words past the limit. */
  ignored: string[];
}

/** What a query was taken to mean, as data: pages put it into words of their language. */
export interface Understood {
  words: string[];
  phrases: string[];
  without: string[];
  /** Left out, from the end, because nothing had all words; and what cannot be searched for. */
  dropped: string[];
  /** Words that nothing holds as written, with what was searched instead. */
  corrected: { from: string; to: string[] }[];
}

/** More terms than this are not read, and the answer says which: each one costs the engine work. */
export const MAX_TERMS = 64;

/**
 * Reads a query by the table in docs/search.md. Never throws, whatever the string; linear in its
 * length. A quotation mark that is not closed runs to the end.
 */
export function parseQuery(text: string): Query {
  const normalised = normalise(text);
  const query: Query = { terms: [], ignored: [] };
  const pieces = split(normalised.form);
  pieces.forEach((piece, index) => {
    const shown = original(text, normalised, piece.from, piece.to);
    const unfinished = index === pieces.length - 1 && piece.to === normalised.form.length;
    const term = readPiece(slice(normalised, piece.from, piece.to), piece, shown, unfinished);
    if (term && query.terms.length < MAX_TERMS) query.terms.push(term);
    else if (shown) query.ignored.push(shown);
  });
  // Lone marks between words ("life & death") are how people write; they are worth telling of only
  // when there was nothing else.
  if (query.terms.length > 0) query.ignored = query.ignored.filter((shown) => /[\p{L}\p{N}]/u.test(shown));
  return query;
}

interface Piece {
  from: number;
  to: number;
  quoted: boolean;
  negated: boolean;
}

function split(form: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < form.length) {
    if (/\s/u.test(form[at]!)) {
      at += 1;
      continue;
    }
    let negated = false;
    if ((form[at] === '-' || form[at] === '\u2212') && /[^\s-]/u.test(form[at + 1] ?? ' ')) {
      negated = true;
      at += 1;
    }
    if (form[at] === '"') {
      const close = form.indexOf('"', at + 1);
      const to = close === -1 ? form.length : close;
      pieces.push({ from: at + 1, to, quoted: true, negated });
      at = to + 1;
    } else {
      let to = at;
      while (to < form.length && !/[\s"]/u.test(form[to]!)) to += 1;
      pieces.push({ from: at, to, quoted: false, negated });
      at = to;
    }
  }
  return pieces;
}

function readPiece(normalised: Normalised, piece: Piece, shown: string, unfinished: boolean): Term | null {
  const { quoted, negated } = piece;
  const tokens = tokensOf(normalised);
  const first = tokens[0];
  if (!first) return null;
  if (
    !quoted &&
    first.tag &&
    first.tag.start === normalised.starts[0] &&
    tokens.every((t) => t.end <= first.tag!.end)
  ) {
    return { kind: 'tag', form: first.tag.form, negated, shown };
  }
  if (quoted || tokens.length > 1) {
    return {
      kind: 'run',
      words: tokens.map((token) => token.form),
      breaks: tokens.map((token) => token.breakBefore),
      quoted,
      negated,
      shown,
    };
  }
  const prefix = unfinished && !negated && first.end === normalised.ends.at(-1);
  return {
    kind: 'word',
    form: first.form,
    readings: readings(first.form, first.letters),
    prefix,
    negated,
    shown,
  };
}

function slice(normalised: Normalised, from: number, to: number): Normalised {
  return {
    form: normalised.form.slice(from, to),
    letters: normalised.letters.slice(from, to),
    starts: normalised.starts.slice(from, to),
    ends: normalised.ends.slice(from, to),
  };
}

function original(text: string, normalised: Normalised, from: number, to: number): string {
  if (to <= from) return '';
  return text.slice(normalised.starts[from]!, normalised.ends[to - 1]!).trim();
}

/** The terms that must be there, in order. */
export function wanted(query: Query): Term[] {
  return query.terms.filter((term) => !term.negated);
}

/** The terms that must not be there. */
export function unwanted(query: Query): Term[] {
  return query.terms.filter((term) => term.negated);
}

/** May this term be left out when nothing has all words? Never the first word, a phrase or a negation. */
export function isDroppable(query: Query, term: Term): boolean {
  if (term.negated || (term.kind === 'run' && term.quoted)) return false;
  return term !== query.terms.find((other) => !other.negated && !(other.kind === 'run' && other.quoted));
}

/** What was understood, before an engine has said what it left out or corrected. */
export function understand(query: Query): Understood {
  const positive = wanted(query);
  return {
    words: positive.filter((term) => !(term.kind === 'run' && term.quoted)).map((term) => term.shown),
    phrases: positive.filter((term) => term.kind === 'run' && term.quoted).map((term) => term.shown),
    without: unwanted(query).map((term) => term.shown),
    dropped: query.ignored,
    corrected: [],
  };
}
