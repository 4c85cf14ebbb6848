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
import type { Reading } from '../../reading';
import { at, common, language, readTwitterTime } from '../tweets-v1/tweet';

/** Tweets as snscrape wrote them, older and newer. */
export const snscrape: Format = {
  name: 'snscrape',
  title: 'snscrape JSONL (tweets)',
  bundle: false,
  async recognise(input) {
    const members: string[] = [];
    for (const { name } of input.members) {
      const keys = (await sampleJson(input, name))?.keys;
      const words = keys && (keys.has('rawContent') || keys.has('content') || keys.has('renderedContent'));
      if (words && keys.has('url') && keys.has('date') && keys.has('user')) members.push(name);
    }
    return members;
  },
  async *read(input, members) {
    for (const member of members) {
      yield* readJsonRecords(input, member, (value, record): Reading => {
        const { bytes, ...standing } = record;
        const retweeted = value.retweetedTweet;
        const said = isObject(retweeted) ? retweeted : value;
        const text = decodeReferences(textAt(said.rawContent) ?? textAt(said.content) ?? '');
        if (text.trim() === '') return { is: 'passed-over', ...standing, reason: 'no-words' };
        const lost = lostId(said);
        if (lost !== null)
          return { is: 'problem', ...record, reason: 'id-lost-digits', message: lost, mediaType: JSON_TYPE };
        return {
          is: 'record',
          ...record,
          ...readPost(said, text, said !== value),
          make: 'platform-record',
          mediaType: JSON_TYPE,
        };
      });
    }
  },
};

function readPost(said: JsonObject, text: string, passedOn: boolean) {
  const user = isObject(said.user) ? said.user : {};
  const handle = textAt(user.username);
  const id = textAt(said.id);
  const url = textAt(said.url);
  const stated = readTwitterTime(textAt(said.date));
  return {
    record: {
      ...common({ handle, name: textAt(user.displayname) ?? textAt(user.displayName) ?? handle }, text),
      platformId: id,
      url: url?.startsWith('http') ? url : undefined,
      date: stated,
      lang: language(said.lang),
      tags: Array.isArray(said.hashtags) ? said.hashtags.flatMap((tag) => textAt(tag) ?? []) : [],
    },
    suggestions: [
      ...(passedOn ? [otherWords(at(handle), 'retweet')] : []),
      ...linksOf(said),
      ...(isObject(said.coordinates) ? [EXACT_POSITION] : []),
    ],
  };
}

/** Ids stand as numbers; a tool that rounded one on the way leaves it differing from the address. */
function lostId(said: JsonObject): string | null {
  const id = textAt(said.id);
  const inAddress = /\/status\/(\d+)/.exec(textAt(said.url) ?? '')?.[1];
  if (id === undefined || inAddress === undefined || id === inAddress) return null;
  return `id: “${id}” is not the id in the address (${inAddress}): a program has rounded it. Export the file again.`;
}

function linksOf(said: JsonObject) {
  const old = Array.isArray(said.outlinks) && Array.isArray(said.tcooutlinks) ? said.tcooutlinks : [];
  const pairs = [
    ...objectsAt(said.links).map((link) => [textAt(link.tcourl), textAt(link.url)]),
    ...old.map((short, index) => [textAt(short), textAt((said.outlinks as unknown[])[index])]),
  ];
  return pairs.flatMap(([short, long]) =>
    short === undefined || long === undefined ? [] : [link({ short, long })],
  );
}

const JSON_TYPE = 'application/json';
