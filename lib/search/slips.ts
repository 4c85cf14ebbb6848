/**
 * Slips of the finger: how many a word allows and how far two words are apart. Words are given folded,
 * with article and clitics off.
 */

/** Under 5 letters none, 5 to 8 one, 9 and more two; a word with a digit in it allows none, nor one beyond the BMP. */
export function slipsAllowed(word: string): 0 | 1 | 2 {
  if (/[\p{N}\u{10000}-\u{10ffff}]/u.test(word)) return 0;
  const { length } = word;
  return length < 5 ? 0 : length < 9 ? 1 : 2;
}

/**
 * The slips between a query's word and a text's word: letters added, missing or changed count one, a
 * swap of neighbours one, and a first letter that differs counts double. Gives null past `limit`.
 * With `prefix` the text's word may go on after the query's: the best of its beginnings counts.
 */
export function slipsBetween(query: string, word: string, limit: number, prefix = false): number | null {
  if (query === word || (prefix && word.startsWith(query))) return 0;
  if (limit === 0 || /\p{N}/u.test(word)) return null;
  const first = query[0] === word[0] ? 0 : 1;
  if (first >= limit) return null;
  const longest = prefix ? Math.min(word.length, query.length + limit) : word.length;
  if (query.length - longest > limit || (!prefix && longest - query.length > limit)) return null;
  const distance = alignment(query, word.slice(0, longest), prefix) + first;
  return distance <= limit ? distance : null;
}

/** Optimal string alignment; with `prefix`, the least over all beginnings of `b`. */
function alignment(a: string, b: string, prefix: boolean): number {
  let twoBack: number[] = [];
  let back = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(back[j]! + 1, row[j - 1]! + 1, back[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, twoBack[j - 2]! + 1);
      }
      row.push(best);
    }
    twoBack = back;
    back = row;
  }
  return prefix ? Math.min(...back) : back[b.length]!;
}
