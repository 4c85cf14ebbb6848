import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { ytDlp } from './parse';

const video = (more: Record<string, unknown> = {}) => ({
  id: 'abcdefghijk',
  title: 'A synthetic title',
  formats: [
    { url: 'https://media.example/videoplayback?ip=198.51.100.77&id=1', http_headers: { Cookie: 'canary' } },
  ],
  description: 'What is said about it.',
  uploader: 'Test Speaker',
  channel: 'Test Channel',
  upload_date: '20161213',
  webpage_url: 'https://www.youtube.com/watch?v=abcdefghijk',
  extractor_key: 'Youtube',
  tags: ['Aleppo'],
  ...more,
});
const read = (value: unknown) => readAll(ytDlp, { 'x.info.json': JSON.stringify(value) });

describe('yt-dlp’s info.json', () => {
  it('is recognised', async () => {
    expect(await formatOf({ 'a.info.json': JSON.stringify(video()) })).toBe('yt-dlp');
    expect(await formatOf({ 'a.info.json': JSON.stringify(video(), null, 4) })).toBe('yt-dlp');
  });

  it('gives title and description as the words, and the day alone where no instant is stated', async () => {
    expect(recordsOf(await read(video()))[0]).toMatchObject({
      kind: 'video',
      platform: 'youtube',
      platformId: 'abcdefghijk',
      text: 'A synthetic title\n\nWhat is said about it.',
      speaker: 'Test Speaker',
      date: '2016-12-13',
      zone: 'UTC',
    });
    expect(recordsOf(await read(video({ timestamp: 1481644800 })))[0]).toMatchObject({
      date: '2016-12-13T16:00:00Z',
    });
  });

  it('cuts what tells of the collector’s machine', async () => {
    const readings = await read(video({ _filename: '/home/canary/x.mp4', comments: [{ text: 'canary' }] }));
    const [reading] = readings;
    if (reading?.is !== 'record') throw new Error();
    expect(Buffer.from(reading.bytes).toString()).not.toMatch(/canary|198\.51/);
    expect(codesOf(readings)).toEqual(['original-redacted']);
  });

  it('leaves out private videos and playlists, and marks unlisted ones', async () => {
    expect(await read(video({ availability: 'private' }))).toMatchObject([
      { is: 'passed-over', reason: 'not-public' },
    ]);
    expect(await read(video({ _type: 'playlist' }))).toMatchObject([
      { is: 'passed-over', reason: 'no-record' },
    ]);
    expect(codesOf(await read(video({ availability: 'unlisted' })))).toContain('unlisted');
  });
});
