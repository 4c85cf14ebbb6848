import type { Suggestion } from '@/lib/archive/suggestion';
import type { Format } from '../../format';
import { link, otherWords } from '../../notice';
import {
  isObject,
  type JsonObject,
  objectsAt,
  readJsonRecords,
  readSlices,
  sampleJson,
  textAt,
} from '../../read-json-records';
import type { PassedOver, Reading } from '../../reading';
import { sliceJson } from '../../slice-json';

const POST = 'app.bsky.feed.post';

/** Posts of Bluesky as JSON: records alone, as listRecords answers them, or with their views from a feed. */
export const bluesky: Format = {
  name: 'bluesky',
  title: 'Bluesky posts (app.bsky.feed.post as JSON or JSONL)',
  bundle: false,
  async recognise(input) {
    const members: string[] = [];
    for (const { name } of input.members) {
      const sample = await sampleJson(input, name);
      if (!sample) continue;
      const { keys, first } = sample;
      const page = (keys.has('records') || keys.has('feed')) && sample.shape !== 'array';
      const wrapped = keys.has('uri') && (keys.has('value') || keys.has('record'));
      const bare = first?.$type === POST || (keys.has('$type') && keys.has('createdAt') && keys.has('text'));
      if (bare || ((page || wrapped || keys.has('post')) && JSON.stringify(first ?? {}).includes(POST)))
        members.push(name);
    }
    return members;
  },
  async *read(input, members) {
    for (const member of members) {
      const sample = await sampleJson(input, member);
      const list = sample?.keys.has('records') ? 'records' : sample?.keys.has('feed') ? 'feed' : null;
      if (sample?.shape !== 'object' && !(list && sample?.shape === 'lines')) {
        yield* readJsonRecords(input, member, readPost);
        continue;
      }
      const slices = sliceJson(input.open(member), (path) => {
        if (list === null) return 'take';
        if (path.length === 0) return 'enter';
        if (path[0] !== list) return 'skip';
        return path.length === 1 ? 'enter' : 'take';
      });
      yield* readSlices(slices, member, readPost);
    }
  },
};

function readPost(
  given: JsonObject,
  record: { member: string; position: number; length: number; bytes: Uint8Array },
): Reading {
  const { bytes, ...standing } = record;
  const passedOver = (reason: PassedOver['reason']): Reading => ({ is: 'passed-over', ...standing, reason });
  // From a feed, or from a list of records, or the record itself.
  const view = isObject(given.post) ? given.post : given;
  const post = isObject(view.record) ? view.record : isObject(view.value) ? view.value : view;
  if (post.$type !== POST) return passedOver('no-record');
  const text = textAt(post.text) ?? '';
  if (text.trim() === '') return passedOver('no-words');
  const author = isObject(view.author) ? view.author : {};
  const uri = /^at:\/\/(did:[a-z]+:[\w.:-]{1,100})\/app\.bsky\.feed\.post\/([\w.:~-]{1,100})$/.exec(
    textAt(view.uri) ?? '',
  );
  const [did, key] = uri ? [uri[1]!, uri[2]!] : [textAt(author.did), undefined];
  const handle = textAt(author.handle) ?? did;
  const langs = Array.isArray(post.langs) ? post.langs.filter((lang) => typeof lang === 'string') : [];
  return {
    is: 'record',
    ...record,
    record: {
      kind: 'post',
      platform: 'bluesky',
      text,
      speaker: textAt(author.displayName) ?? handle ?? 'unknown',
      account: handle,
      platformId: did !== undefined && key !== undefined ? `${did}/${key}` : undefined,
      url: did !== undefined && key !== undefined ? `https://bsky.app/profile/${did}/post/${key}` : undefined,
      date: textAt(post.createdAt),
      lang: langs.length === 1 ? languageTagOf(langs[0]) : 'und',
      tags: [...tagsOf(post, text)],
    },
    suggestions: [
      CLIENT_TIME,
      ...linksOf(post, text),
      ...labelsOf(post),
      ...(isObject(given.reason) ? [otherWords(handle, 'repost')] : []),
    ],
    make: 'platform-record',
    mediaType: 'application/json',
  };
}

const CLIENT_TIME: Suggestion = {
  code: 'stated-time-differs',
  level: 'warn',
  field: 'date',
  why: 'On Bluesky the time of a post is what its author’s program says, and no proof.',
};
/** The parts of a text that a facet marks. Its offsets count bytes of UTF-8, not letters. */
function facets(post: JsonObject, text: string): { words: string; feature: JsonObject }[] {
  const bytes = Buffer.from(text, 'utf8');
  return objectsAt(post.facets).flatMap((facet) => {
    const { byteStart, byteEnd } = isObject(facet.index) ? facet.index : {};
    if (typeof byteStart !== 'number' || typeof byteEnd !== 'number') return [];
    const words = bytes.subarray(byteStart, byteEnd).toString('utf8');
    return objectsAt(facet.features).map((feature) => ({ words, feature }));
  });
}

function linksOf(post: JsonObject, text: string): Suggestion[] {
  return facets(post, text).flatMap(({ words, feature }) => {
    const long = textAt(feature.uri);
    if (long === undefined || long === words) return [];
    return [link({ short: words, long })];
  });
}

function tagsOf(post: JsonObject, text: string): Set<string> {
  const outside = Array.isArray(post.tags) ? post.tags : [];
  const inside = facets(post, text).map(({ feature }) => feature.tag);
  return new Set([...inside, ...outside].flatMap((tag) => textAt(tag) ?? []));
}

function labelsOf(post: JsonObject): Suggestion[] {
  const values = isObject(post.labels)
    ? objectsAt(post.labels.values).flatMap((label) => textAt(label.val) ?? [])
    : [];
  if (values.length === 0) return [];
  return [
    {
      code: 'sensitive',
      level: 'warn',
      field: 'warning',
      value: values,
      why: 'Its author put these labels on it.',
    },
  ];
}

function languageTagOf(lang: unknown): string {
  return typeof lang === 'string' && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/.test(lang) ? lang : 'und';
}
