/**
 * The searching form: the one way in which texts and queries are made comparable, for both engines
 * (docs/search.md). The words as people wrote them stay untouched; every unit of the form knows which
 * UTF-16 units of the original it came from.
 */
export interface Normalised {
  /** Folded letters, digits, and everything between them as it stood (after NFKC). */
  form: string;
  /** For each UTF-16 unit of `form`, the letter before folding: hamza and capitals still on it. */
  letters: string[];
  /** For each UTF-16 unit of `form`, the start and end of what it came from, in the original. */
  starts: number[];
  ends: number[];
}

// Isolated presentation forms of marks: NFKC turns each into space + mark, which would split the word.
const ISOLATED_MARKS = /[\uFE70-\uFE7F]/gu;
const PICTURES = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u200B]/u;
const DROPPED =
  /[\u0640\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u08D3-\u08FF\u00AD\u061C\u200C-\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFE00-\uFE0F\u20E3]/gu;
const ACCENTS = /[\u0300-\u036F]/gu;

const FOLDED: Record<string, string> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ک: 'ك',
  ة: 'ه',
  ہ: 'ه',
  ە: 'ه',
  ۀ: 'ه',
  ۂ: 'ه',
  ؤ: 'و',
  ئ: 'ي',
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‹': '"',
  '›': '"',
  '‘': "'",
  '’': "'",
  ʼ: "'",
};

/**
 * Gives the searching form of a text with its map back to the original's UTF-16 offsets. Total: any
 * string, lone surrogates included, gives a form. Linear in the length of the text.
 */
export function normalise(text: string): Normalised {
  const units: string[] = [];
  const letters: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = clusterEnd(text, start);
    for (const letter of lettersOf(text.slice(start, end))) {
      const folded = foldLetter(letter);
      for (let at = 0; at < folded.length; at += 1) {
        units.push(folded[at]!);
        letters.push(letter);
        starts.push(start);
        ends.push(end);
      }
    }
  }
  return { form: units.join(''), letters, starts, ends };
}

/**
 * Where a base character with the marks that sit on it ends, so that composed and decomposed input give the
 * same; marks that sit on nothing stand together.
 */
function clusterEnd(text: string, start: number): number {
  let end = start + widthAt(text, start);
  while (end < text.length && isMark(text, end)) end += widthAt(text, end);
  return end;
}

function widthAt(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? 2 : 1;
}

function isMark(text: string, at: number): boolean {
  const code = text.codePointAt(at)!;
  // Nearly all that is read: Latin, and the letters of Arabic.
  if (code < 0x300 || (code >= 0x620 && code <= 0x64a)) return false;
  return MARK.test(String.fromCodePoint(code));
}
const MARK = /^\p{M}/u;

/** Folds one word or line when nobody needs the way back. */
export function fold(text: string): string {
  return normalise(text).form;
}

/** Is this UTF-16 unit or code point of a searching form part of a word? */
export function isWordUnit(unit: string | undefined): boolean {
  return unit !== undefined && WORD_UNIT.test(unit);
}
// Surrogates stand for the letters beyond the BMP; pictures were turned into spaces before.
const WORD_UNIT = /^[\p{L}\p{N}\p{M}\uD800-\uDFFF]/u;

const lettersMemory = new Map<string, string[]>();
const foldMemory = new Map<string, string>();
const MEMORY_LIMIT = 20_000;

/** The letters of one cluster after NFKC, marks and invisibles off, capitals and hamza still on. */
function lettersOf(cluster: string): string[] {
  const known = lettersMemory.get(cluster);
  if (known) return known;
  const made = makeLetters(cluster);
  if (lettersMemory.size < MEMORY_LIMIT) lettersMemory.set(cluster, made);
  return made;
}

function makeLetters(cluster: string): string[] {
  // Half a surrogate pair is no letter, and no database takes it.
  if (PICTURES.test(cluster) || !cluster.isWellFormed()) return [' '];
  const composed = cluster.replace(ISOLATED_MARKS, '').normalize('NFKC').replace(DROPPED, '');
  const letters: string[] = [];
  for (const letter of composed) {
    // A mark alone belongs to the letter before it (`e` + a dot below that has no composed form).
    if (/\p{M}/u.test(letter) && letters.length > 0) letters[letters.length - 1] += letter;
    else letters.push(letter);
  }
  return letters;
}

function foldLetter(letter: string): string {
  const known = foldMemory.get(letter);
  if (known !== undefined) return known;
  // Left decomposed: Korean letters would compose or not, depending on how they came.
  const plain = letter.toLowerCase().normalize('NFD').replace(ACCENTS, '').replace(DROPPED, '');
  let folded = '';
  for (const part of plain) folded += FOLDED[part] ?? asciiDigit(part);
  if (foldMemory.size < MEMORY_LIMIT) foldMemory.set(letter, folded);
  return folded;
}

function asciiDigit(letter: string): string {
  const code = letter.codePointAt(0)!;
  if (code >= 0x0660 && code <= 0x0669) return String(code - 0x0660);
  if (code >= 0x06f0 && code <= 0x06f9) return String(code - 0x06f0);
  return letter;
}
