import type { Suggestion } from '@/lib/archive/suggestion';
import { cutPrivate } from '../../cut-private';
import { type Format, FormatRefused } from '../../format';
import { type Input, peek, readWhole } from '../../input/input';
import { instantOfSeconds } from '../../instant';
import { link, redacted } from '../../notice';
import { isObject, objectsAt, readSlices, sampleJson, textAt } from '../../read-json-records';
import type { Reading } from '../../reading';
import { type JsonPath, sliceJson } from '../../slice-json';
import { mendLatin1 } from './mend-latin1';

/** Posts alone, in the places where three generations of the download have put them. */
const POSTS =
  /(^|\/)(your_facebook_activity\/|your_activity_across_facebook\/)?posts\/your_posts(__check_ins__photos_and_videos)?(_\d+)?\.json$/;
const PROFILE = /(^|\/)(personal_information\/)?profile_information\/profile_information\.json$/;

/** What somebody downloads from Facebook as JSON. Messages, friends, searches and logs are never opened. */
export const facebook: Format = {
  name: 'facebook',
  title: 'Facebook download (JSON)',
  bundle: true,
  async recognise(input) {
    const posts: string[] = [];
    for (const { name } of input.members) {
      const plain = input.members.length === 1 && /(^|\/)your_posts\w*\.json$/.test(name);
      if (!POSTS.test(name) && !plain) continue;
      const sample = await sampleJson(input, name);
      if (sample?.keys.has('timestamp') && (sample.keys.has('data') || sample.keys.has('attachments')))
        posts.push(name);
    }
    if (posts.length === 0) return [];
    return [...posts, ...input.members.map((member) => member.name).filter((name) => PROFILE.test(name))];
  },
  async *read(input, members) {
    const owner = await readOwner(input, members);
    for (const member of members.filter((name) => !PROFILE.test(name))) {
      const depth = (await peek(input, member)).trimStart().startsWith('[') ? 1 : 0;
      const slices = sliceJson(input.open(member), (path) => (path.length < depth ? 'enter' : 'take'));
      yield* readSlices(slices, member, (post, record) => readPost(post, record, owner));
    }
  },
};

function readPost(
  post: Record<string, unknown>,
  record: { member: string; position: number; length: number; bytes: Uint8Array },
  owner: string,
): Reading {
  const { bytes, ...standing } = record;
  const text = objectsAt(post.data)
    .flatMap((one) => (typeof one.post === 'string' ? [mendLatin1(one.post)] : []))
    .join('\n\n');
  if (text.trim() === '') return { is: 'passed-over', ...standing, reason: 'no-words' };
  const cut = cutPrivate(bytes, isPrivate);
  const seconds = typeof post.timestamp === 'number' ? post.timestamp : undefined;
  const title = typeof post.title === 'string' ? mendLatin1(post.title) : undefined;
  return {
    is: 'record',
    ...standing,
    record: {
      kind: 'post',
      platform: 'facebook',
      text,
      speaker: owner,
      account: owner,
      date: seconds === undefined ? undefined : instantOfSeconds(seconds),
      note: title === undefined ? undefined : `Facebook’s heading: ${title}`,
    },
    suggestions: [AUDIENCE, ...links(post), ...(cut ? [redacted(cut.cut)] : [])],
    bytes: cut?.bytes ?? bytes,
    make: 'platform-record',
    mediaType: 'application/json',
  };
}

/** The download does not say who could see a post. */
const AUDIENCE: Suggestion = {
  code: 'unlisted',
  level: 'warn',
  why: 'A Facebook download does not say who could see a post. Make sure that this one was public.',
};

const PRIVATE_FIELDS = new Set([
  'upload_ip',
  'exif_data',
  'latitude',
  'longitude',
  'coordinate',
  'address',
  'taken_timestamp',
  'camera_make',
  'camera_model',
]);

/** Addresses of the uploader, and what the camera wrote about where and with what a picture was taken. */
function isPrivate(path: JsonPath): boolean {
  return PRIVATE_FIELDS.has(String(path.at(-1)));
}

function links(post: Record<string, unknown>): Suggestion[] {
  return objectsAt(post.attachments)
    .flatMap((attachment) => objectsAt(attachment.data))
    .flatMap((data) => (isObject(data.external_context) ? (textAt(data.external_context.url) ?? []) : []))
    .map(link);
}

/** Of the profile only the name is taken: the same file holds telephone numbers and e-mail addresses. */
async function readOwner(input: Input, members: readonly string[]): Promise<string> {
  const member = members.find((name) => PROFILE.test(name));
  const bytes = member === undefined ? null : await readWhole(input, member, 16 * 1024 * 1024);
  try {
    const value: unknown = bytes ? JSON.parse(bytes.toString('utf8')) : null;
    const profile = isObject(value) ? (isObject(value.profile_v2) ? value.profile_v2 : value.profile) : null;
    const name = isObject(profile) && isObject(profile.name) ? textAt(profile.name.full_name) : undefined;
    if (name !== undefined) return mendLatin1(name);
  } catch {
    throw new FormatRefused('damaged', `“${member}” is no JSON. Download the archive again.`);
  }
  // The posts do not name their author; a curator who knows the account can.
  return 'unknown';
}
