import type { Suggestion } from '@/lib/archive/suggestion';
import { decodeReferences } from '../../html-text';
import { EXACT_POSITION, link, otherWords } from '../../notice';
import { isObject, type JsonObject, objectsAt, textAt } from '../../read-json-records';

/** What is known of a tweet's author from beside the tweet, where the tweet does not say it. */
export interface TweetAuthor {
  handle: string | undefined;
  name: string | undefined;
}

/** A tweet in the shape of `sawt/1`, with what was noticed. Null when it holds no words. */
export type ReadTweet = { record: Record<string, unknown>; suggestions: Suggestion[] } | null;

/**
 * Reads a tweet of the v1.1 API (and of the X archive, which has the same shape without its author). The
 * words of a retweet are those of the retweeted account, so that is whose testimony it becomes; what the
 * file holds of it may be cut at 140 characters, which is said.
 */
export function readTweet(tweet: JsonObject, owner: TweetAuthor | null = null): ReadTweet {
  const retweeted = tweet.retweeted_status;
  if (isObject(retweeted)) return withRetweet(readTweet(retweeted), tweet, owner);
  const shown = isObject(tweet.extended_tweet) ? tweet.extended_tweet : tweet;
  const raw = textAt(shown.full_text) ?? textAt(tweet.full_text) ?? textAt(shown.text) ?? textAt(tweet.text);
  if (raw === undefined) return null;
  const written = owner ? RETWEET.exec(raw) : null;
  const suggestions: Suggestion[] = [];
  const author: TweetAuthor = written ? { handle: written[1], name: undefined } : authorOf(tweet, owner);
  const body = written ? raw.slice(written[0].length) : raw;
  const text = decodeReferences(wholeCharacters(body));
  if (text.trim() === '') return null;

  const id = textAt(tweet.id_str) ?? textAt(tweet.id);
  if (written) {
    suggestions.push(otherWords(at(author.handle), 'retweet'));
    if (/…\s*$/.test(text) || body !== wholeCharacters(body)) suggestions.push(CUT);
  } else if (tweet.truncated === true && !isObject(tweet.extended_tweet)) suggestions.push(CUT);
  suggestions.push(...links(shown, tweet), ...positions(tweet));
  const stated = readTwitterTime(textAt(tweet.created_at));
  return {
    // A retweet that the archive's owner made has its own id and time, not those of the words.
    record: {
      ...common(author, text),
      ...(written || id === undefined ? {} : { platformId: id, url: addressOf(author.handle, id) }),
      ...(written || stated === undefined ? {} : { date: stated }),
      lang: language(tweet.lang),
      tags: hashtags(shown, tweet),
    },
    suggestions,
  };
}

/** `Tue Dec 13 18:00:00 +0000 2016`, or an ISO 8601 instant; as an instant in UTC. */
export function readTwitterTime(stated: string | undefined): string | undefined {
  if (stated === undefined) return undefined;
  const old = /^\w{3} (\w{3}) (\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2}) (\d{4})$/.exec(stated);
  const month = old ? MONTHS.indexOf(old[1]!) + 1 : 0;
  const iso = old
    ? `${old[6]}-${String(month).padStart(2, '0')}-${old[2]}T${old[3]}${old[4]}:${old[5]}`
    : stated;
  const instant = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(iso) ? Date.parse(iso) : Number.NaN;
  // What cannot be read stays as it is, and is quarantined with its reason where dates are checked.
  return Number.isNaN(instant) ? stated : new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** The fields that every tweet's record begins with, whatever file it comes from. */
export function common(author: TweetAuthor, text: string): Record<string, unknown> {
  return {
    kind: 'post',
    platform: 'twitter',
    text,
    speaker: author.name ?? author.handle ?? 'unknown',
    account: author.handle ?? author.name,
  };
}

export function addressOf(handle: string | undefined, id: string): string {
  return `https://twitter.com/${handle ?? 'i'}/status/${id}`;
}

/** The platform's guess at the language; its codes for "none" are no languages. */
export function language(lang: unknown): string {
  const known =
    typeof lang === 'string' && /^[a-z]{2,3}$/.test(lang) && !/^(qam|qct|qht|qme|qst|zxx)$/.test(lang);
  return known ? (lang as string) : 'und';
}

/** An account's name as people write it. */
export function at(handle: string | undefined): string | undefined {
  return handle === undefined ? undefined : `@${handle}`;
}

const CUT: Suggestion = {
  code: 'cut-text',
  level: 'warn',
  field: 'text',
  why: 'The file holds only the beginning of these words. Look for the whole post before publishing.',
};

function withRetweet(read: ReadTweet, retweet: JsonObject, owner: TweetAuthor | null): ReadTweet {
  if (!read) return null;
  const by = authorOf(retweet, owner).handle;
  const note = by === undefined ? undefined : `Retweeted by @${by}.`;
  const handle = textAt(read.record.account);
  return {
    record: { ...read.record, note },
    suggestions: [...read.suggestions, otherWords(at(handle), 'retweet')],
  };
}

function authorOf(tweet: JsonObject, owner: TweetAuthor | null): TweetAuthor {
  if (!isObject(tweet.user)) return owner ?? { handle: undefined, name: undefined };
  return {
    handle: textAt(tweet.user.screen_name),
    name: textAt(tweet.user.name) ?? textAt(tweet.user.screen_name),
  };
}

/** Without half a surrogate pair at the end, where an old archive cut a retweet in the middle of a sign. */
function wholeCharacters(text: string): string {
  return text.isWellFormed() ? text : text.replace(/[\ud800-\udbff](?=…|$)/g, '');
}

function links(...places: JsonObject[]): Suggestion[] {
  const found = new Map<string, string>();
  for (const place of places) {
    const entities = isObject(place.entities) ? place.entities : {};
    for (const url of objectsAt(entities.urls)) {
      const [short, long] = [textAt(url.url), textAt(url.expanded_url)];
      if (short !== undefined && long !== undefined && short !== long) found.set(short, long);
    }
  }
  return [...found].map(([short, long]) => link({ short, long }));
}

function hashtags(...places: JsonObject[]): string[] {
  const found = new Set<string>();
  for (const place of places) {
    const entities = isObject(place.entities) ? place.entities : {};
    for (const tag of objectsAt(entities.hashtags)) {
      const text = textAt(tag.text) ?? textAt(tag.tag);
      if (text !== undefined) found.add(text);
    }
  }
  return [...found];
}

function positions(tweet: JsonObject): Suggestion[] {
  if (!isObject(tweet.geo) && !isObject(tweet.coordinates)) return [];
  return [EXACT_POSITION];
}

/** "RT @somebody: " at the start of an archive owner's tweet: the archive has no other mark of a retweet. */
const RETWEET = /^RT @(\w{1,20}):? /;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
