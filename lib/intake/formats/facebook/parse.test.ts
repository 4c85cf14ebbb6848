import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { mendLatin1 } from './mend-latin1';
import { facebook } from './parse';

/** As Facebook writes a text: each byte of its UTF-8 as an escape of that number. */
const asFacebook = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const post = (text: string, more: Record<string, unknown> = {}) => ({
  timestamp: 1481644800,
  data: [{ post: asFacebook(text) }],
  title: 'Test Speaker updated a status.',
  ...more,
});
const escaped = (value: unknown) =>
  JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
const POSTS = 'posts/your_posts_1.json';

describe('a Facebook download', () => {
  it('is recognised in each of its generations', async () => {
    for (const name of [
      POSTS,
      'your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json',
      'your_activity_across_facebook/posts/your_posts_1.json',
    ]) {
      expect(await formatOf({ [name]: JSON.stringify([post('words')]) })).toBe('facebook');
    }
  });

  it('has its Arabic mended, with the name of its owner', async () => {
    const profile = {
      profile_v2: {
        name: { full_name: asFacebook('متحدث للاختبار') },
        emails: { emails: ['canary@example.org'] },
      },
    };
    const readings = await readAll(facebook, {
      [POSTS]: escaped([post('كلمات تجريبية à la fin')]),
      'profile_information/profile_information.json': escaped(profile),
    });
    expect(recordsOf(readings)[0]).toMatchObject({
      text: 'كلمات تجريبية à la fin',
      speaker: 'متحدث للاختبار',
      date: '2016-12-13T16:00:00Z',
    });
    expect(JSON.stringify(readings)).not.toContain('canary');
  });

  it('notes the heading, mended as the words are, and nothing where there is none', async () => {
    const title = asFacebook('متحدث للاختبار حدّث حالته.');
    const readings = await readAll(facebook, {
      [POSTS]: escaped([post('words', { title }), post('words', { title: undefined })]),
    });
    expect(recordsOf(readings).map(({ note }) => note)).toEqual([
      'Facebook’s heading: متحدث للاختبار حدّث حالته.',
      undefined,
    ]);
  });

  it('passes over posts without words: empty data, pictures alone', async () => {
    const readings = await readAll(facebook, {
      [POSTS]: JSON.stringify([post('x', { data: [] }), { timestamp: 1, attachments: [] }]),
    });
    expect(readings).toMatchObject([{ reason: 'no-words' }, { reason: 'no-words' }]);
  });

  it('cuts the uploader’s address and the camera’s position out of the bytes it keeps', async () => {
    const exif = {
      upload_ip: '198.51.100.77',
      exif_data: [{ latitude: 36.2021, longitude: 37.1343, upload_ip: '198.51.100.77' }],
    };
    const attachments = [{ data: [{ media: { uri: 'x.jpg', media_metadata: { photo_metadata: exif } } }] }];
    const readings = await readAll(facebook, { [POSTS]: JSON.stringify([post('words', { attachments })]) });
    const [reading] = readings;
    if (reading?.is !== 'record') throw new Error();
    const kept = Buffer.from(reading.bytes).toString();
    expect(kept).not.toMatch(/198\.51|36\.2|37\.1/);
    expect(JSON.parse(kept)).toMatchObject({
      timestamp: 1481644800,
      attachments: [{ data: [{ media: { uri: 'x.jpg' } }] }],
    });
    expect(codesOf(readings)).toEqual(['unlisted', 'original-redacted']);
  });
});

describe('mendLatin1', () => {
  it('gives back any text that went through Facebook’s writing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (text.isWellFormed()) expect(mendLatin1(asFacebook(text))).toBe(text);
      }),
    );
  });

  it('leaves alone what is not that writing: real Latin-1 letters, or letters beyond a byte', () => {
    for (const text of ['café', 'à', 'حلب', `${asFacebook('حلب')} حلب`, 'plain'])
      expect(mendLatin1(text)).toBe(text);
    // 0x80 to 0x9f are where windows-1252 would differ.
    expect(mendLatin1('\u00e2\u0080\u0099')).toBe('’');
  });

  it('keeps a byte order mark that somebody’s words begin with', () => {
    expect(mendLatin1(asFacebook('\uFEFFحلب'))).toBe('\uFEFFحلب');
  });
});
