import { foldForComparison } from '../near-same';

/** Words and phrases to be found in texts, each with what it stands for. */
export interface Phrases {
  /** What is found in a text, once each, in order; `words` are as the list has them. */
  find(text: FoldedText): { value: string; words: string }[];
}

/** A text folded once, for all lists. */
export interface FoldedText {
  /** As `foldForComparison` gives it. */
  folded: string;
  words: readonly string[];
}

export function foldText(text: string): FoldedText {
  const folded = foldForComparison(text);
  return { folded, words: folded.split(' ') };
}

/**
 * Makes a list searchable: whole words, folded, in Arabic also behind the letters that join a word from the
 * front (بحلب, وحلب, للسكري). The article is part of a name and is never taken off.
 */
export function phrasesOf(entries: Iterable<{ value: string; words: string }>): Phrases {
  const byFirst = new Map<string, { rest: string[]; value: string; words: string }[]>();
  for (const { value, words } of entries) {
    const [first, ...rest] = foldForComparison(words).split(' ');
    if (!first) continue;
    const others = byFirst.get(first) ?? [];
    // The longest first: “eastern Aleppo” before “eastern”.
    byFirst.set(
      first,
      [...others, { rest, value, words }].sort((a, b) => b.rest.length - a.rest.length),
    );
  }
  const entryAt = (form: string, words: readonly string[], at: number) =>
    byFirst.get(form)?.find(({ rest }) => rest.every((next, n) => words[at + 1 + n] === next));
  return {
    find: ({ words }) => {
      const found: { value: string; words: string }[] = [];
      words.forEach((word, at) => {
        const entry = JOINED.test(word)
          ? formsOf(word)
              .map((form) => entryAt(form, words, at))
              .find(Boolean)
          : entryAt(word, words, at);
        if (entry && !found.some(({ value }) => value === entry.value)) {
          found.push({ value: entry.value, words: entry.words });
        }
      });
      return found;
    },
  };
}

const JOINED = /^[وفبلك]/;

/** A word that begins with و ف or ب ل ك, and what it may be behind them. */
function formsOf(word: string): string[] {
  const forms = [word];
  const bare = /^[وف]/.test(word) ? word.slice(1) : word;
  for (const one of new Set([word, bare])) {
    if (one !== word) forms.push(one);
    if (one.startsWith('لل')) forms.push(`ال${one.slice(2)}`);
    else if (/^[بلك]/.test(one)) forms.push(one.slice(1));
  }
  return forms.filter((form) => form.length >= 3 || form === word);
}
