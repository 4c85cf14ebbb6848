import type { TestimonyRecord } from '@/lib/archive/record';
import type { Suggestion } from '@/lib/archive/suggestion';
import type { GuessLanguage } from './language';

/** What suggestions are drawn from: word lists, and what the archive itself knows. */
export interface SuggestionSources {
  guessLanguage: GuessLanguage;
}

/** Everything that a curator may want to take over or to know about one testimony, each with its ground. */
export function suggestFor(record: TestimonyRecord, sources: SuggestionSources): Suggestion[] {
  const suggestions: Suggestion[] = [];
  const guess = record.lang === 'und' ? sources.guessLanguage(record.text) : null;
  if (guess) {
    suggestions.push({
      code: 'language',
      level: 'suggest',
      field: 'lang',
      value: guess.lang,
      sure: guess.sure,
      why: 'The words look like this language.',
    });
  }
  return suggestions;
}
