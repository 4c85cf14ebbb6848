import { parseExactJson } from '../../exact-json';
import { type Format, FormatRefused } from '../../format';
import { decodeReferences } from '../../html-text';
import { type Input, peek, readWhole } from '../../input/input';
import { inMebibytes } from '../../limits';
import { isObject, type JsonObject, objectsAt, readSlices, textAt } from '../../read-json-records';
import type { Reading } from '../../reading';
import { type JsonSlice, sliceJson } from '../../slice-json';
import { type ReadTweet, readTweet, readTwitterTime, type TweetAuthor } from '../tweets-v1/tweet';

/**
 * The archive that an account's owner downloads from X. Only the members on this list are ever opened:
 * beside them lie private messages, addresses, telephone numbers and logs of sign-ins.
 */
const TWEETS = /(^|\/)data\/(tweets(-part\d+)?|tweet(-part\d+)?)\.js$/;
const ACCOUNT = /(^|\/)data\/account\.js$/;
const NOTES = /(^|\/)data\/note-tweet(-part\d+)?\.js$/;
const CIRCLE = /(^|\/)data\/twitter-circle-tweet(-part\d+)?\.js$/;
/** They are read whole; larger ones are no such files. */
const SIDE_FILE = 64 * 1024 * 1024;

export const xArchive: Format = {
  name: 'x-archive',
  title: 'X (Twitter) account archive',
  bundle: true,
  async recognise(input) {
    const names = input.members.map((member) => member.name);
    const tweets: string[] = [];
    for (const name of names.filter((name) => TWEETS.test(name))) {
      if (ASSIGNMENT.test(await peek(input, name))) tweets.push(name);
    }
    if (tweets.length === 0) return [];
    return [
      ...tweets,
      ...names.filter((name) => ACCOUNT.test(name) || NOTES.test(name) || CIRCLE.test(name)),
    ];
  },
  async *read(input, members) {
    const owner = await readOwner(input, members);
    const circle = await readCircle(input, members);
    const notes = await readNotes(input, members);
    for (const member of members.filter((name) => TWEETS.test(name))) {
      yield* readTweets(input, member, owner, circle, notes);
    }
  },
};

async function* readTweets(
  input: Input,
  member: string,
  owner: TweetAuthor,
  circle: ReadonlySet<string>,
  notes: Notes,
): AsyncGenerator<Reading> {
  yield* readSlices(elements(input, member), member, (value, record): Reading => {
    const { bytes, ...standing } = record;
    // The oldest archives have the tweet itself in the list, later ones wrap it.
    const tweet = isObject(value.tweet) ? value.tweet : value;
    const id = textAt(tweet.id_str) ?? textAt(tweet.id);
    if (id !== undefined && circle.has(id)) return { is: 'passed-over', ...standing, reason: 'not-public' };
    const read = readTweet(tweet, owner);
    if (!read) return { is: 'passed-over', ...standing, reason: 'no-words' };
    return {
      is: 'record',
      ...record,
      ...withLongText(read, id, notes),
      make: 'platform-record',
      mediaType: 'application/json',
    };
  });
}

/** The elements of the list that the member assigns; the assignment itself is matched, never run. */
async function* elements(input: Input, member: string): AsyncGenerator<JsonSlice> {
  const start = ASSIGNMENT.exec(await peek(input, member));
  // Without the wrapping assignment, the file is a plain list.
  const offset = start ? Buffer.byteLength(start[0]) : 0;
  yield* sliceJson(
    from(input.open(member), offset),
    (path) => (path.length === 0 ? 'enter' : 'take'),
    offset,
  );
}

async function* from(stream: AsyncIterable<Uint8Array>, offset: number): AsyncGenerator<Uint8Array> {
  let rest = offset;
  for await (const chunk of stream) {
    if (rest < chunk.length) yield rest > 0 ? chunk.subarray(rest) : chunk;
    rest = Math.max(0, rest - chunk.length);
  }
}

/** `window.YTD.tweets.part0 = `, up to the list. */
const ASSIGNMENT = /^\uFEFF?\s*window\.YTD\.\w{1,60}\.part\d{1,6}\s*=\s*(?=\[)/;

async function readOwner(input: Input, members: readonly string[]): Promise<TweetAuthor> {
  const [first] = await readSide(input, members, ACCOUNT);
  const account = isObject(first?.account) ? first.account : {};
  // Of this file only the public name is taken: it holds the owner's e-mail address too.
  const handle = textAt(account.username);
  if (handle === undefined) {
    throw new FormatRefused(
      'account-missing',
      'The archive has no readable data/account.js, which alone says whose words these are. Import the whole archive as it was downloaded.',
    );
  }
  return { handle, name: textAt(account.accountDisplayName) ?? handle };
}

/** Tweets that only a chosen circle could see stand in tweets.js like all others. */
async function readCircle(input: Input, members: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const value of await readSide(input, members, CIRCLE)) {
    const inner = isObject(value.twitterCircleTweet) ? value.twitterCircleTweet : value;
    for (const place of [value, inner, inner.tweet].filter(isObject)) {
      for (const id of [place.id_str, place.id, place.tweetId]) ids.add(textAt(id) ?? '');
    }
  }
  return ids;
}

/** The whole of a long post, which stands beside its beginning in another file. */
interface Note {
  text: string;
  createdAt: number;
}

interface Notes {
  byTweet: ReadonlyMap<string, Note>;
  /** Notes that name no tweet, by the second in which they were made. */
  bySecond: ReadonlyMap<number, readonly Note[]>;
}

async function readNotes(input: Input, members: readonly string[]): Promise<Notes> {
  const byTweet = new Map<string, Note>();
  const bySecond = new Map<number, Note[]>();
  for (const value of await readSide(input, members, NOTES)) {
    const note = isObject(value.noteTweet) ? value.noteTweet : {};
    const text = isObject(note.core) ? textAt(note.core.text) : undefined;
    if (text === undefined) continue;
    const createdAt = Date.parse(readTwitterTime(textAt(note.createdAt)) ?? '');
    const read = { text: decodeReferences(text), createdAt };
    const tweetId = textAt(note.tweetId);
    if (tweetId !== undefined) byTweet.set(tweetId, read);
    const second = Math.floor(createdAt / 1_000);
    bySecond.set(second, [...(bySecond.get(second) ?? []), read]);
  }
  return { byTweet, bySecond };
}

/** Ties a note to its tweet by id where there is one, else by the first 200 characters within a second. */
function withLongText(read: NonNullable<ReadTweet>, id: string | undefined, notes: Notes) {
  const beginning = head(
    String(read.record.text)
      .trimEnd()
      .replace(/(?:…|https:\/\/t\.co\/\w+)$/, '')
      .trimEnd(),
  );
  const stated = Date.parse(String(read.record.date));
  const second = Math.floor(stated / 1_000);
  const near = [second - 1, second, second + 1].flatMap((one) => notes.bySecond.get(one) ?? []);
  const note =
    notes.byTweet.get(id ?? '') ??
    near.find(
      (one) =>
        Math.abs(one.createdAt - stated) <= 1_000 &&
        beginning.length >= 20 &&
        head(one.text).startsWith(beginning),
    );
  if (!note) return read;
  return {
    record: { ...read.record, text: note.text },
    suggestions: read.suggestions.filter((suggestion) => suggestion.code !== 'cut-text'),
  };
}

function head(text: string): string {
  return [...text].slice(0, 200).join('');
}

/** Small members of the archive as one list of objects; empty when there are none. */
async function readSide(input: Input, members: readonly string[], which: RegExp): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (const member of members.filter((name) => which.test(name))) {
    const bytes = await readWhole(input, member, SIDE_FILE);
    if (bytes === null) {
      throw new FormatRefused('member-too-large', `“${member}” is larger than ${inMebibytes(SIDE_FILE)}.`);
    }
    const reading = parseExactJson(bytes.toString('utf8').replace(ASSIGNMENT, '').replace(/;\s*$/, ''));
    if (!reading.ok) {
      // Circle tweets could not be told from public ones: better nothing than somebody's private words.
      throw new FormatRefused(
        'damaged',
        `“${member}” cannot be read (${reading.message}) Download the archive again.`,
      );
    }
    found.push(...objectsAt(reading.value));
  }
  return found;
}
