import { KEPT_WHOLE } from './kept-whole';

/**
 * What else an Arabic word counts as, with the article and the one-letter words written onto it taken
 * off: a light widening, ranked below the word itself and never used in quotes or negations
 * (docs/search.md). Words are given folded, with their letters before folding beside them: only those
 * tell المدينة from ألمانيا.
 */

/** What the archive knows about words; needed only for ب ك ل without an article. */
export interface Lexicon {
  /** Is this folded word the name, or a part of the name, of a place or a person of the archive? */
  isName(form: string): boolean;
  /** In how many records the archive holds this folded word. */
  count(form: string): number;
}

const ARTICLE = /^[وف]?[بك]?[اٱ]ل/u;
const LAM_LAM = /^[وف]?لل/u;
/** الله and its kin, and the relative words: never opened, whatever stands before them. */
const NEVER =
  /^[وف]?(?:[بكتل]?الله|لله|اللهم|[بكل]?(?:الذي|التي|الذين|اللذان|اللذين|اللتان|اللتين|اللواتي|اللاتي|اللائي|اللايي)|للذي|للتي|للذين|الي|الا)$/u;
const ARABIC = /^\p{Script=Arabic}+$/u;
const SHORTEST = 2;

/**
 * The readings of a word that its letters alone decide: without the article, without و or ف, without
 * the س of the future. Folded, in no order, never the word itself, often none.
 */
export function readings(form: string, letters: string): string[] {
  if (form.length < 4 || !ARABIC.test(form) || NEVER.test(form)) return [];
  const found = new Set<string>();
  const article = ARTICLE.exec(letters);
  const lam = LAM_LAM.exec(letters);
  if (article && form.length - article[0].length >= SHORTEST) {
    found.add(form.slice(article[0].length));
  } else if (lam && form.length - lam[0].length >= SHORTEST) {
    // للاجئين is "to the refugees" (لاجئين) as it is written; للحصار is حصار.
    found.add(form.slice(lam[0].length));
    found.add(form.slice(lam[0].length - 1));
  } else {
    for (const rest of withoutConjunction(form, letters)) found.add(rest);
  }
  found.delete(form);
  return [...found];
}

function withoutConjunction(form: string, letters: string): string[] {
  if (KEPT_WHOLE.has(form)) return [];
  const found: string[] = [];
  let from = 0;
  if (/^[وف]/u.test(letters) && form.length - 1 >= 3) {
    from = 1;
    found.push(form.slice(1));
  }
  if (/^س[يتنأ]/u.test(letters.slice(from)) && form.length - from - 1 >= 3) found.push(form.slice(from + 1));
  return found;
}

/**
 * The readings that the archive's own words decide: ب ك ل off where what is left is a name that it
 * knows, or a word of four or more letters that it holds more often than the whole. So بحلب is حلب and
 * بمدينة is مدينة, while كتاب and لبنان stay whole.
 */
export function readingsKnownTo(lexicon: Lexicon, form: string): string[] {
  if (form.length < 3 || !ARABIC.test(form) || NEVER.test(form) || KEPT_WHOLE.has(form)) return [];
  const found: string[] = [];
  for (const whole of [form, ...(/^[وف]/u.test(form) ? [form.slice(1)] : [])]) {
    if (!/^[بكل]/u.test(whole) || KEPT_WHOLE.has(whole) || lexicon.isName(whole)) continue;
    const rest = whole.slice(1);
    if (rest.length < SHORTEST) continue;
    if (lexicon.isName(rest) || (rest.length >= 4 && lexicon.count(rest) > lexicon.count(form))) {
      found.push(rest);
    }
  }
  return found;
}

/** Every form that `readingsKnownTo` could read as `word`: what to look up in the archive's vocabulary. */
export function formsThatMayHide(word: string): string[] {
  if (!ARABIC.test(word) || word.length < SHORTEST) return [];
  return ['', 'و', 'ف'].flatMap((join) => ['ب', 'ك', 'ل'].map((clitic) => join + clitic + word));
}

export function isArabic(form: string): boolean {
  return ARABIC.test(form);
}

/** A lexicon that knows nothing: ب ك ل then always stay on. */
export const EMPTY_LEXICON: Lexicon = { isName: () => false, count: () => 0 };
