import type { Format } from '../../format';
import { decodeReferences } from '../../html-text';
import { EXACT_POSITION, link, otherWords } from '../../notice';
import {
  isObject,
  type JsonObject,
  objectsAt,
  readJsonRecords,
  sampleJson,
  textAt,
} from '../../read-json-records';
import type { Reading, Standing } from '../../reading';
import { sliceJsonBytes } from '../../slice-json';
import { addressOf, at, common, language, readTwitterTime } from '../tweets-v1/tweet';

/** Tweets of the v2 API as twarc2 keeps them: pages of answers, or flattened with the author inside. */
export const tweetsV2: Format = {
  name: 'tweets-v2',
  title: 'tweets of the v2 API (twarc2, pages or flattened)',
  bundle: false,
  async recognise(input) {
    const members: string[] = [];
    for (const { name } of input.members) {
      const keys = (await sampleJson(input, name))?.keys;
      if (!keys) continue;
      const page = keys.has('__twarc') || (keys.has('data') && (keys.has('includes') || keys.has('meta')));
      const flat = keys.has('author_id') && keys.has('text') && keys.has('id');
      if (page || flat) members.push(name);
    }
    return members;
  },
  async *read(input, members) {
    for (const member of members) yield* readJsonRecords(input, member, readLine);
  },
};

type Line = Standing & { bytes: Uint8Array };

/** One line is a page of many tweets, a page of one, or one flattened tweet. */
function readLine(value: JsonObject, line: Line): Reading[] {
  if (!('data' in value)) {
    const { bytes: _, ...standing } = line;
    // An answer that holds only errors tells of tweets that were gone; there is nothing in it to keep.
    if (!('text' in value)) return [{ is: 'passed-over', ...standing, reason: 'no-record' }];
    return [readOne(value, line, includesOf({}))];
  }
  const includes = includesOf(isObject(value.includes) ? value.includes : {});
  const many = Array.isArray(value.data);
  const readings: Reading[] = [];
  // The exact bytes of each tweet, cut out of the page's own bytes: the rest of the page is of others.
  const slices = sliceJsonBytes(
    line.bytes,
    (path) => {
      if (path.length === 0) return 'enter';
      if (path[0] !== 'data') return 'skip';
      return path.length === (many ? 2 : 1) ? 'take' : 'enter';
    },
    line.position,
  );
  const tweets = many ? (value.data as unknown[]) : [value.data];
  for (const [index, slice] of slices.entries()) {
    if (slice.is !== 'value') continue;
    const tweet = tweets[index];
    const standing = { member: line.member, position: slice.position, length: slice.length };
    if (isObject(tweet)) readings.push(readOne(tweet, { ...standing, bytes: slice.bytes }, includes));
    else readings.push({ is: 'passed-over', ...standing, reason: 'no-record' });
  }
  return readings;
}

interface Includes {
  users: Map<string, JsonObject>;
  tweets: Map<string, JsonObject>;
}

function includesOf(includes: JsonObject): Includes {
  const byId = (value: unknown) =>
    new Map(objectsAt(value).map((one): [string, JsonObject] => [textAt(one.id) ?? '', one]));
  return { users: byId(includes.users), tweets: byId(includes.tweets) };
}

function readOne(tweet: JsonObject, line: Line, includes: Includes): Reading {
  const { bytes: _, ...standing } = line;
  const retweeted = objectsAt(tweet.referenced_tweets).find((one) => one.type === 'retweeted');
  const original = retweeted && (includes.tweets.get(textAt(retweeted.id) ?? '') ?? inline(retweeted));
  // The retweeted words are not in this file, only their beginning under another's name.
  if (retweeted && !original) return { is: 'passed-over', ...standing, reason: 'no-record' };
  const said = original ?? tweet;
  const note = isObject(said.note_tweet) ? textAt(said.note_tweet.text) : undefined;
  const text = decodeReferences(note ?? textAt(said.text) ?? '');
  if (text.trim() === '') return { is: 'passed-over', ...standing, reason: 'no-words' };

  const user = isObject(said.author) ? said.author : includes.users.get(textAt(said.author_id) ?? '');
  const handle = textAt(user?.username);
  // Without the list of users only the account's number is known.
  const author = { handle, name: textAt(user?.name) ?? handle ?? textAt(said.author_id) };
  const id = textAt(said.id);
  const stated = readTwitterTime(textAt(said.created_at));
  const entities = isObject(said.entities) ? said.entities : {};
  const exact = isObject(said.geo) && isObject(said.geo.coordinates);
  return {
    is: 'record',
    ...line,
    record: {
      ...common(author, text),
      platformId: id,
      url: id === undefined ? undefined : addressOf(handle, id),
      date: stated,
      lang: language(said.lang),
      tags: objectsAt(entities.hashtags).flatMap((tag) => textAt(tag.tag) ?? []),
    },
    suggestions: [
      ...(original ? [otherWords(at(handle), 'retweet')] : []),
      ...objectsAt(entities.urls).flatMap((url) => {
        const [short, long] = [textAt(url.url), textAt(url.expanded_url)];
        if (short === undefined || long === undefined || short === long) return [];
        return [link({ short, long })];
      }),
      ...(exact ? [EXACT_POSITION] : []),
    ],
    make: 'platform-record',
    mediaType: 'application/json',
  };
}

/** Flattened tweets hold the retweeted one inside the reference to it. */
function inline(reference: JsonObject): JsonObject | undefined {
  return 'text' in reference ? reference : undefined;
}
