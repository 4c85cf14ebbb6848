import type { JsonValue } from './json';

/** What a suggestion or warning is about. Values are added, never renamed: the desk translates them. */
export const SUGGESTION_CODES = [
  // Suggested values: a curator takes them over or not.
  'language',
  'speaker',
  'place',
  'tag',
  'event',
  'link',
  'platform-id',
  'time-from-id',
  // Things to know before deciding.
  'minor',
  'wounded',
  'exact-position',
  'contact-details',
  'unlisted',
  'sensitive',
  'cut-text',
  'hidden-characters',
  'stated-time-differs',
  'time-happened-twice',
  'unknown-fields',
  'original-redacted',
  'other-words',
  'text-differs',
  'near-same',
  'rejected-before',
] as const;
export type SuggestionCode = (typeof SUGGESTION_CODES)[number];

/**
 * What intake noticed about a staged item, for a curator to weigh. The archive itself acts on none of it.
 */
export interface Suggestion {
  code: SuggestionCode;
  /** `suggest` offers `value` for `field`; `warn` is something to know before deciding. */
  level: 'suggest' | 'warn';
  /** The field of the `sawt/1` record that it is about. */
  field?: string;
  value?: JsonValue;
  /** How sure the machine is, 0 to 1, where it can say. */
  sure?: number;
  /** One English sentence: on what grounds. */
  why: string;
}
