/** A stretch of two texts compared: in both, only in the older, or only in the newer. */
export interface Difference {
  in: 'both' | 'before' | 'after';
  text: string;
}

// Longest-common-subsequence work is the product of the lengths: past this, whole texts are shown.
const AT_MOST_CELLS = 4_000_000;

/**
 * Compares two texts word by word (spaces and punctuation are words too). The parts in `both` and
 * `before` together are the older text, those in `both` and `after` the newer, to the letter.
 */
export function compareTexts(before: string, after: string): Difference[] {
  if (before === after) return before === '' ? [] : [{ in: 'both', text: before }];
  const [a, b] = [words(before), words(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end += 1;
  }
  const [middleA, middleB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return merged([
    ...a.slice(0, start).map((text): Difference => ({ in: 'both', text })),
    ...compareWords(middleA, middleB),
    ...a.slice(a.length - end).map((text): Difference => ({ in: 'both', text })),
  ]);
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? [];
}

function compareWords(a: string[], b: string[]): Difference[] {
  if (a.length * b.length > AT_MOST_CELLS) {
    return [
      { in: 'before', text: a.join('') },
      { in: 'after', text: b.join('') },
    ];
  }
  // common[i][j]: length of the longest common subsequence of a from i and b from j.
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const parts: Difference[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ in: 'both', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      parts.push({ in: 'before', text: a[i] ?? '' });
      i += 1;
    } else {
      parts.push({ in: 'after', text: b[j] ?? '' });
      j += 1;
    }
  }
  return parts;
}

function merged(parts: Difference[]): Difference[] {
  const whole: Difference[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last?.in === part.in) last.text += part.text;
    else whole.push({ ...part });
  }
  return whole;
}
