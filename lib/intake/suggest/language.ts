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
 * A detector that is loaded when the first text asks for it: its tables take 80 MB of memory, and many files
 * say their languages themselves. (The smallest of the tables tells the languages of this archive as well as
 * the larger.) `guess` is null when a text is too short, the detector is unsure, or it is not loaded. It is
 * wrong on Arabic in Latin letters, so a person decides.
 */
export function languageGuesser(): { load(): Promise<void>; guess: GuessLanguage } {
  let detect: ((text: string) => LanguageGuess | null) | null = null;
  return {
    load: async () => {
      detect ??= await loadDetector();
    },
    guess: (text) => {
      // Links, names and hashtags are of no language.
      const words = text.replace(/https?:\/\/\S+|[@#][\p{L}\p{N}_]+/gu, ' ').trim();
      // A few hundred letters tell as much as a page, and take a fraction of the time.
      return words.length < SHORTEST || detect === null ? null : detect(words.slice(0, 400));
    },
  };
}

async function loadDetector(): Promise<GuessLanguage> {
  const { eld } = await import('eld/extrasmall');
  return (words) => {
    const result = eld.detect(words);
    if (result.language === '' || !result.isReliable()) return null;
    const sure = result.getScores()[result.language] ?? 0;
    return { lang: result.language, sure: Math.round(Math.min(1, sure) * 100) / 100 };
  };
}
