import type { Suggestion } from '@/lib/archive/suggestion';
import { type Format, FormatRefused } from '../../format';
import { htmlToText } from '../../html-text';
import { type Input, readWhole } from '../../input/input';
import { UNLISTED } from '../../notice';
import {
  isObject,
  type JsonObject,
  objectsAt,
  readSlices,
  sampleJson,
  textAt,
} from '../../read-json-records';
import type { Reading } from '../../reading';
import { sliceJson } from '../../slice-json';

const OUTBOX = /(^|\/)outbox\.json$/;
const ACTOR = /(^|\/)actor\.json$/;

/** The archive that an account's owner downloads from Mastodon: an ActivityStreams outbox. */
export const mastodon: Format = {
  name: 'mastodon',
  title: 'Mastodon archive (outbox.json and actor.json)',
  bundle: true,
  async recognise(input) {
    const names = input.members.map((member) => member.name);
    const outbox = names.find((name) => OUTBOX.test(name));
    if (outbox === undefined || !(await sampleJson(input, outbox))?.keys.has('orderedItems')) return [];
    return [outbox, ...names.filter((name) => ACTOR.test(name))];
  },
  async *read(input, members) {
    const owner = await readActor(input, members);
    for (const member of members.filter((name) => OUTBOX.test(name))) {
      const slices = sliceJson(input.open(member), (path) => {
        if (path.length === 0) return 'enter';
        if (path[0] !== 'orderedItems') return 'skip';
        return path.length === 1 ? 'enter' : 'take';
      });
      yield* readSlices(slices, member, (activity, record) => readActivity(activity, record, owner));
    }
  },
};

interface Owner {
  id: string | undefined;
  name: string;
  handle: string;
}

function readActivity(
  activity: JsonObject,
  record: { member: string; position: number; length: number; bytes: Uint8Array },
  owner: Owner,
): Reading {
  const { bytes, ...standing } = record;
  const note = activity.object;
  // A boost is an address: whose words they were, and what they were, is not in the file.
  if (activity.type !== 'Create' || !isObject(note))
    return { is: 'passed-over', ...standing, reason: 'no-record' };
  const audience = audienceOf(note, activity);
  if (audience === 'private') return { is: 'passed-over', ...standing, reason: 'not-public' };
  const text = htmlToText(textAt(note.content) ?? '');
  if (text === '') return { is: 'passed-over', ...standing, reason: 'no-words' };
  const summary = textAt(note.summary);
  const suggestions: Suggestion[] = [];
  if (audience === 'unlisted') suggestions.push(UNLISTED);
  if (note.sensitive === true || summary !== undefined) suggestions.push(sensitive(summary));
  return {
    is: 'record',
    ...record,
    record: {
      kind: 'post',
      platform: 'mastodon',
      text,
      speaker: owner.name,
      account: owner.handle,
      platformId: identifier(note.id),
      url: textAt(note.url) ?? textAt(note.id),
      date: textAt(note.published) ?? textAt(activity.published),
      lang: languageOf(note),
      tags: objectsAt(note.tag)
        .filter((tag) => tag.type === 'Hashtag')
        .flatMap((tag) => textAt(tag.name)?.replace(/^#/, '') ?? []),
    },
    suggestions,
    make: 'platform-record',
    mediaType: 'application/activity+json',
  };
}

/** Who a note was for (https://www.w3.org/TR/activitypub/#public-addressing, and Mastodon's use of it). */
function audienceOf(note: JsonObject, activity: JsonObject): 'public' | 'unlisted' | 'private' {
  const [to, cc] = (['to', 'cc'] as const).map((field) => addressed(note[field] ?? activity[field]));
  if (to!.some(isPublic)) return 'public';
  return cc!.some(isPublic) ? 'unlisted' : 'private';
}

function addressed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isPublic(address: unknown): boolean {
  return (
    address === 'https://www.w3.org/ns/activitystreams#Public' ||
    address === 'as:Public' ||
    address === 'Public'
  );
}

function sensitive(summary: string | undefined): Suggestion {
  return {
    code: 'sensitive',
    level: 'warn',
    field: 'warning',
    ...(summary === undefined ? {} : { value: summary }),
    why: 'Its author put a warning on it.',
  };
}

function identifier(id: unknown): string | undefined {
  const text = textAt(id);
  return text !== undefined && /^[\w:.@/-]{1,200}$/.test(text) ? text : undefined;
}

/** The language under which the content stands, where there is exactly one. */
function languageOf(note: JsonObject): string {
  const languages = isObject(note.contentMap) ? Object.keys(note.contentMap) : [];
  const [lang] = languages;
  return languages.length === 1 && /^[a-z]{2,3}$/.test(lang!) ? lang! : 'und';
}

async function readActor(input: Input, members: readonly string[]): Promise<Owner> {
  const member = members.find((name) => ACTOR.test(name));
  const bytes = member === undefined ? null : await readWhole(input, member, 4 * 1024 * 1024);
  let actor: unknown = null;
  try {
    actor = bytes ? JSON.parse(bytes.toString('utf8')) : null;
  } catch {
    throw new FormatRefused('damaged', `“${member}” is no JSON. Download the archive again.`);
  }
  if (!isObject(actor)) {
    throw new FormatRefused(
      'account-missing',
      'The archive has no actor.json, which alone says whose words these are. Import the whole archive as it was downloaded.',
    );
  }
  const id = textAt(actor.id);
  const user = textAt(actor.preferredUsername) ?? 'unknown';
  const host = id === undefined ? undefined : URL.canParse(id) ? new URL(id).host : undefined;
  return { id, name: textAt(actor.name) ?? user, handle: host === undefined ? user : `${user}@${host}` };
}
