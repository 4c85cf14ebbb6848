import { isArabic, type Lexicon } from './clitics';
import { FIELDS } from './document';
import { type WordMatch, wordMatcher } from './match';
import { type Query, type Term, type WordTerm, wanted } from './query';

/**
 * The order of relevance: fewest slips, words near each other, text before translation before context,
 * earlier in the text, exact before widened, then the earlier date and the reference. All records
 * given match already.
 */
export interface Candidate {
  reference: string;
  earliest: Date | null;
  /** The record's words (`words.ts`), with a space at either end or without. */
  line: string;
}

/** What a word of the query is found by in the archive's vocabulary (`engines/expand-words.ts`). */
interface Spellings {
  lexemes: readonly string[];
  prefixes: readonly string[];
  slips: readonly string[];
}

/** Puts matching records in the order of relevance; gives their references. */
export function rank(
  candidates: readonly Candidate[],
  query: Query,
  lexicon: Lexicon,
  spellings: ReadonlyMap<WordTerm, Spellings>,
): string[] {
  const terms = wanted(query).map((term) => finderFor(term, lexicon, spellings));
  const keyed = candidates.map((candidate) => ({
    candidate,
    key: rankKey(textsOfLine(candidate.line), terms),
  }));
  keyed.sort((a, b) => compareKeys(a.key, b.key) || compareDates(a.candidate, b.candidate));
  return keyed.map(({ candidate }) => candidate.reference);
}

export function compareDates(a: Omit<Candidate, 'line'>, b: Omit<Candidate, 'line'>): number {
  const [first, second] = [a.earliest?.getTime() ?? Infinity, b.earliest?.getTime() ?? Infinity];
  if (first !== second) return first - second;
  return a.reference < b.reference ? -1 : 1;
}

interface Place {
  at: number;
  slips: number;
  widened: boolean;
}
/** Finds a term in a text that begins and ends with a space. */
type Finder = (text: string) => Place[];
/** Words further apart than this are simply apart. */
const FAR = 8;

/** Slips, distance, field, position, widened: less is better, the first that differs decides. */
type RankKey = [slips: number, distance: number, field: number, position: number, widened: number];

function rankKey(texts: readonly LineText[], finders: readonly Finder[]): RankKey {
  const found = texts.map(({ field, text }) => ({ field, places: finders.map((find) => find(text)) }));
  const key: RankKey = [0, 0, 0, 0, 0];
  finders.forEach((_, term) => {
    let best: (Place & { field: number }) | null = null;
    let exact = false;
    for (const { field, places } of found) {
      for (const place of places[term]!) {
        if (!place.widened) exact = true;
        if (best === null || place.slips < best.slips || (place.slips === best.slips && field < best.field)) {
          best = { ...place, field };
        }
      }
    }
    key[0] += best?.slips ?? 0;
    key[2] += best?.field ?? FIELDS.length;
    key[3] += best?.at ?? 0;
    key[4] += exact ? 0 : 1;
    if (term > 0)
      key[1] += Math.min(FAR, ...found.map(({ places }) => nearest(places[term - 1]!, places[term]!)));
  });
  return key;
}

/** The distance between two terms in one text; in the other order it counts one more. */
function nearest(before: readonly Place[], after: readonly Place[]): number {
  let least = FAR;
  for (const a of before) {
    for (const b of after) {
      least = Math.min(least, b.at > a.at ? b.at - a.at - 1 : a.at - b.at);
      if (least === 0) return 0;
    }
  }
  return least;
}

function finderFor(term: Term, lexicon: Lexicon, spellings: ReadonlyMap<WordTerm, Spellings>): Finder {
  if (term.kind === 'run') {
    // A sentence end between the words has been looked at where the record was found.
    return finder(new RegExp(` #?${term.words.map(escaped).join('(?: \\.)? #?')}(?= )`, 'gu'), exactly);
  }
  if (term.kind === 'tag') return finder(new RegExp(` #?${escaped(term.form)}(?= )`, 'gu'), exactly);
  const match = wordMatcher(term, lexicon);
  return finder(patternOf(term, spellings.get(term)!), (form) => match({ form, letters: form }));
}

const exactly = () => ({ slips: 0, widened: false });

function finder(pattern: RegExp, match: (form: string) => WordMatch | null): Finder {
  return (text) => {
    const found: Place[] = [];
    let [counted, at] = [0, 0];
    for (const hit of text.matchAll(pattern)) {
      const matched = match(hit[0].slice(hit[0][1] === '#' ? 2 : 1));
      if (!matched) continue;
      for (; counted < hit.index; counted += 1) if (text[counted] === ' ') at += 1;
      found.push({ at, ...matched });
    }
    return found;
  };
}

/**
 * Words that may match, among which the matcher then decides: all that a word is known by stands at its
 * end, after an article or clitics of up to five letters. To compare every word of a thousand records
 * with the query's took longer than all the rest of an answer.
 */
function patternOf({ form }: WordTerm, spelled: Spellings): RegExp {
  // In their order, so that those that begin alike are tried as one.
  const whole = [...new Set([form, ...spelled.lexemes, ...spelled.slips])].sort().map(spelling);
  const begun = spelled.prefixes.map((prefix) => `${spelling(prefix)}[^ ]*`);
  return new RegExp(` #?(?:${[...whole, ...begun].join('|')})(?= )`, 'gu');
}

function spelling(form: string): string {
  return isArabic(form) ? `[^ >]{0,5}${escaped(form)}` : escaped(form);
}

function escaped(form: string): string {
  return form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

interface LineText {
  /** Which of `FIELDS`. */
  field: number;
  text: string;
}

/** The texts of a line, each still a line with a space at either end. */
function textsOfLine(line: string): LineText[] {
  return ` ${line.trim()} `.split(' >').map((piece, at) => {
    if (at === 0) return { field: 0, text: `${piece} ` };
    const name = piece.indexOf(' ');
    return {
      field: FIELDS.findIndex((field) => piece.startsWith(field)),
      text: `${piece.slice(name)} `,
    };
  });
}

function compareKeys(a: RankKey, b: RankKey): number {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return 0;
}
