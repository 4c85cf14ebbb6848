/** A language that a text looks to be in. */
export interface LanguageGuess {
  /** ISO 639-1. */
  lang: string;
  /** 0 to 1. */
  sure: number;
}
export type GuessLanguage = (text: string) => LanguageGuess | null;

/** Shorter texts give a detector nothing to go by. */
const SHORTEST = 12;

/**
 * Loads the detector (80 MB of memory: only imports pay for it, and the smallest of its tables tells the
 * languages of this archive as well as the larger). The guess is null when a text is too short or the
 * detector is unsure. It is wrong on Arabic in Latin letters, so a person decides.
 */
export async function loadLanguageGuesser(): Promise<GuessLanguage> {
  const { eld } = await import('eld/extrasmall');
  return (text) => {
    // Links, names and hashtags are of no language.
    const words = text.replace(/https?:\/\/\S+|[@#][\p{L}\p{N}_]+/gu, ' ').trim();
    if (words.length < SHORTEST) return null;
    // A few hundred letters tell as much as a page, and take a fraction of the time.
    const result = eld.detect(words.slice(0, 400));
    if (result.language === '' || !result.isReliable()) return null;
    const sure = result.getScores()[result.language] ?? 0;
    return { lang: result.language, sure: Math.round(Math.min(1, sure) * 100) / 100 };
  };
}
