import { cutPrivate } from '../../cut-private';
import type { Format } from '../../format';
import { instantOfSeconds } from '../../instant';
import { redacted, UNLISTED } from '../../notice';
import { type JsonObject, readJsonRecords, sampleJson, textAt } from '../../read-json-records';
import type { Reading } from '../../reading';
import type { JsonPath } from '../../slice-json';

/** What yt-dlp writes beside a video: its title and description are the words, the video is not imported. */
export const ytDlp: Format = {
  name: 'yt-dlp',
  title: 'yt-dlp *.info.json (YouTube and others)',
  bundle: false,
  async recognise(input) {
    const members: string[] = [];
    for (const { name } of input.members) {
      const sample = await sampleJson(input, name);
      if (!sample || sample.shape === 'array') continue;
      const { keys } = sample;
      const known =
        keys.has('extractor') ||
        keys.has('extractor_key') ||
        keys.has('webpage_url') ||
        keys.has('upload_date');
      // A long list of formats may push most keys past the sample's end: the first ones must do.
      if (keys.has('id') && keys.has('title') && (known || (keys.has('formats') && keys.has('thumbnails'))))
        members.push(name);
    }
    return members;
  },
  async *read(input, members) {
    for (const member of members) yield* readJsonRecords(input, member, readVideo);
  },
};

function readVideo(
  video: JsonObject,
  record: { member: string; position: number; length: number; bytes: Uint8Array },
): Reading {
  const { bytes, ...standing } = record;
  if (video._type === 'playlist') return { is: 'passed-over', ...standing, reason: 'no-record' };
  const words = [textAt(video.fulltitle) ?? textAt(video.title), textAt(video.description)];
  const text = words.filter((part) => part !== undefined && part.trim() !== '').join('\n\n');
  if (text === '') return { is: 'passed-over', ...standing, reason: 'no-words' };
  const availability = textAt(video.availability);
  if (availability === 'private' || availability === 'needs_auth' || availability === 'subscriber_only') {
    return { is: 'passed-over', ...standing, reason: 'not-public' };
  }
  const cut = cutPrivate(bytes, isPrivate);
  const account = textAt(video.channel) ?? textAt(video.uploader) ?? textAt(video.channel_id);
  return {
    is: 'record',
    ...standing,
    record: {
      kind: 'video',
      platform: platformOf(video),
      text,
      speaker: textAt(video.uploader) ?? textAt(video.channel) ?? 'unknown',
      account,
      platformId: textAt(video.id),
      url: textAt(video.webpage_url) ?? textAt(video.original_url),
      date: readDate(video),
      // The day that a platform names is a day of UTC, wherever the speaker was.
      ...(video.timestamp === undefined ? { zone: 'UTC' } : {}),
      lang: 'und',
      tags: Array.isArray(video.tags) ? video.tags.flatMap((tag) => textAt(tag) ?? []).slice(0, 50) : [],
    },
    suggestions: [...(availability === 'unlisted' ? [UNLISTED] : []), ...(cut ? [redacted(cut.cut)] : [])],
    bytes: cut?.bytes ?? bytes,
    make: 'platform-record',
    mediaType: 'application/json',
  };
}

/** With a timestamp an instant; without, a day. Never midnight: nobody said so. */
function readDate(video: JsonObject): string | undefined {
  if (typeof video.timestamp === 'number') return instantOfSeconds(video.timestamp);
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(textAt(video.upload_date) ?? '');
  return day ? `${day[1]}-${day[2]}-${day[3]}` : undefined;
}

function platformOf(video: JsonObject): string {
  const extractor = textAt(video.extractor_key) ?? textAt(video.extractor) ?? 'youtube';
  return extractor.toLowerCase().split(':')[0]!;
}

/**
 * Of the machine that collected it: the addresses of media files hold its IP, headers hold its cookies, and
 * file names its owner's. And comments are other people's words, whom nobody asked.
 */
const COLLECTORS = new Set([
  'formats',
  'requested_formats',
  'requested_downloads',
  'requested_subtitles',
  'automatic_captions',
  'subtitles',
  'thumbnails',
  'http_headers',
  'cookies',
  'url',
  'manifest_url',
  'fragments',
  'filename',
  '_filename',
  'filepath',
  '__files_to_move',
  'comments',
]);

function isPrivate(path: JsonPath): boolean {
  return COLLECTORS.has(String(path.at(-1)));
}
