/**
 * Where any of the words stand in a text, as ranges in UTF-16 units, unsorted: with or without harakat, in
 * any case, and by letters that people write for each other.
 */
export function findWords(text: string, words: readonly string[]): [number, number][] {
  return words.flatMap((one) =>
    [...text.matchAll(patternOf(one))].map((hit): [number, number] => [hit.index, hit.index + hit[0].length]),
  );
}

// Marks and invisible letters that may stand within a word, and letters that people write for each other:
// a name must not stay because it was once written with a hamza.
const WITHIN =
  '[\\u00AD\\u0610-\\u061A\\u0640\\u064B-\\u065F\\u0670\\u200B-\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]*';
const ALIKE = ['اأإآٱ', 'هةۀ', 'يىئی', 'كک', 'وؤ'];

function patternOf(words: string): RegExp {
  const letters = [...words.replace(new RegExp(WITHIN, 'gu'), '').trim().replace(/\s+/gu, ' ')];
  const pattern = letters.map((letter) => {
    if (letter === ' ') return '\\s+';
    const alike = ALIKE.find((group) => group.includes(letter));
    return alike ? `[${alike}]` : letter.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  });
  return new RegExp(pattern.join(WITHIN) || '(?!)', 'giu');
}
