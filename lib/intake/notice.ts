import type { JsonValue } from '@/lib/archive/json';
import type { Suggestion } from '@/lib/archive/suggestion';

/** Things that parsers of several formats notice, in one wording. */

/** Where a link led, when the words show another address or none. */
export function link(value: JsonValue): Suggestion {
  return { code: 'link', level: 'suggest', value, why: 'The platform’s record says where these words lead.' };
}

/** The words came by way of somebody else's account. `whose` names the account that they are of. */
export function otherWords(whose: string | undefined, how: 'retweet' | 'repost' | 'forwarding'): Suggestion {
  return {
    code: 'other-words',
    level: 'warn',
    field: 'speaker',
    why: `This came as a ${how}. The words are those of ${whose ?? 'another account'}, not of whoever passed them on.`,
  };
}

/** Private fields were cut out of the record before it was kept. */
export function redacted(fields: readonly string[]): Suggestion {
  return {
    code: 'original-redacted',
    level: 'warn',
    value: [...fields],
    why: 'These private fields were cut out of the platform’s record before it was kept; all its other bytes are as they came.',
  };
}

export const EXACT_POSITION: Suggestion = {
  code: 'exact-position',
  level: 'warn',
  why: 'The platform’s record holds an exact position. It stays in the archived original and must not be published.',
};

export const UNLISTED: Suggestion = {
  code: 'unlisted',
  level: 'warn',
  why: 'This was unlisted: open to everybody who had its address, and kept out of public lists.',
};
