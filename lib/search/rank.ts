import type { Lexicon } from './clitics';
import { FIELDS } from './document';
import { matchWord } from './match';
import { type Query, type Term, wanted } from './query';
import { readWordLine, type WordText } from './words';

/**
 * The order of relevance: fewest slips, words near each other, text before translation before context,
 * earlier in the text, exact before widened, then the earlier date and the reference. All records
 * given match already.
 */
export interface Candidate {
  reference: string;
  earliest: Date | null;
  /** The record's words (`words.ts`). */
  line: string;
}

/** Puts matching records in the order of relevance; gives their references. */
export function rank(candidates: readonly Candidate[], query: Query, lexicon: Lexicon): string[] {
  const terms = wanted(query).map((term) => finderFor(term, lexicon));
  const keyed = candidates.map((candidate) => ({
    candidate,
    key: rankKey(readWordLine(candidate.line), terms),
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
type Finder = (words: readonly string[]) => Place[];
/** Words further apart than this are simply apart. */
const FAR = 8;

/** Slips, distance, field, position, widened: less is better, the first that differs decides. */
type RankKey = [slips: number, distance: number, field: number, position: number, widened: number];

function rankKey(texts: readonly WordText[], finders: readonly Finder[]): RankKey {
  const found = texts.map((text) => ({
    field: FIELDS.indexOf(text.field),
    places: finders.map((find) => find(text.words)),
  }));
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

function finderFor(term: Term, lexicon: Lexicon): Finder {
  if (term.kind === 'run') {
    return (words) =>
      places(words, (at) => (runAt(term.words, words, at) ? { slips: 0, widened: false } : null));
  }
  if (term.kind === 'tag') {
    return (words) => places(words, (at) => (words[at] === term.form ? { slips: 0, widened: false } : null));
  }
  // The same words come again and again over a thousand records.
  const memory = new Map<string, ReturnType<typeof matchWord>>();
  return (words) =>
    places(words, (at) => {
      const form = words[at]!;
      let match = memory.get(form);
      if (match === undefined) {
        match = form === '.' ? null : matchWord(term, { form, letters: form }, lexicon);
        memory.set(form, match);
      }
      return match;
    });
}

function places(
  words: readonly string[],
  match: (at: number) => { slips: number; widened: boolean } | null,
): Place[] {
  const found: Place[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const matched = match(at);
    if (matched) found.push({ at, ...matched });
  }
  return found;
}

function runAt(run: readonly string[], words: readonly string[], start: number): boolean {
  let at = start;
  for (const word of run) {
    if (at > start && words[at] === '.') at += 1;
    if (words[at] !== word) return false;
    at += 1;
  }
  return true;
}

function compareKeys(a: RankKey, b: RankKey): number {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return 0;
}
