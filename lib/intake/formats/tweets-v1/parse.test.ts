import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { tweetsV1 } from './parse';
import { readTwitterTime } from './tweet';

// 808461429765046272 was made at 2016-12-13T00:00:00.000Z.
const tweet = (more: Record<string, unknown> = {}) => ({
  // Rounded, as a program that holds it in a number writes it.
  id: 808461429765046300n.toString(),
  id_str: '808461429765046272',
  created_at: 'Tue Dec 13 00:00:00 +0000 2016',
  full_text: 'Synthetic words &amp; nothing else https://t.co/abc',
  truncated: false,
  lang: 'en',
  entities: {
    hashtags: [{ text: 'Aleppo', indices: [0, 7] }],
    urls: [{ url: 'https://t.co/abc', expanded_url: 'https://example.org/long' }],
  },
  user: { screen_name: 'test_account', name: 'Test Speaker' },
  ...more,
});
const lines = (...tweets: object[]) => tweets.map((one) => `${JSON.stringify(one)}\n`).join('');

describe('tweets of the v1.1 API', () => {
  it('are recognised in JSONL, in one array, and as one object', async () => {
    expect(await formatOf({ a: lines(tweet()) })).toBe('tweets-v1');
    expect(await formatOf({ a: JSON.stringify([tweet()], null, 1) })).toBe('tweets-v1');
    const readings = await readAll(tweetsV1, { a: JSON.stringify(tweet(), null, 2) });
    expect(recordsOf(readings)).toHaveLength(1);
  });

  it('give words, author, id, instant, language and hashtags, with entities read once', async () => {
    const readings = await readAll(tweetsV1, { a: lines(tweet()) });
    expect(recordsOf(readings)[0]).toMatchObject({
      text: 'Synthetic words & nothing else https://t.co/abc',
      speaker: 'Test Speaker',
      account: 'test_account',
      platform: 'twitter',
      platformId: '808461429765046272',
      date: '2016-12-13T00:00:00Z',
      lang: 'en',
      tags: ['Aleppo'],
    });
    expect(codesOf(readings)).toEqual(['link']);
  });

  it('use the number only through its exact digits where id_str is missing', async () => {
    const line = lines(tweet()).replace('"id_str":"808461429765046272",', '"id_str":null,');
    const exact = line.replace('"808461429765046300"', '808461429765046273');
    expect(exact).toContain('"id":808461429765046273,');
    expect(recordsOf(await readAll(tweetsV1, { a: exact }))[0]).toMatchObject({
      platformId: '808461429765046273',
    });
  });

  it('take the long text of an extended tweet', async () => {
    const long = tweet({
      full_text: undefined,
      text: 'cut …',
      truncated: true,
      extended_tweet: { full_text: 'the whole of it' },
    });
    const readings = await readAll(tweetsV1, { a: lines(long) });
    expect(recordsOf(readings)[0]).toMatchObject({ text: 'the whole of it' });
    expect(codesOf(readings)).not.toContain('cut-text');
    const cut = tweet({ full_text: undefined, text: 'cut …', truncated: true });
    expect(codesOf(await readAll(tweetsV1, { a: lines(cut) }))).toContain('cut-text');
  });

  it('give a retweet’s words, id and time to the account whose words they are', async () => {
    const original = tweet({ user: { screen_name: 'whose_words', name: 'Other Speaker' } });
    const retweet = tweet({
      id_str: '808461429765999999',
      full_text: 'RT @whose_words: Synthetic wo…',
      retweeted_status: original,
    });
    const readings = await readAll(tweetsV1, { a: lines(retweet) });
    expect(recordsOf(readings)[0]).toMatchObject({
      speaker: 'Other Speaker',
      account: 'whose_words',
      platformId: '808461429765046272',
      text: expect.stringContaining('nothing else'),
    });
    expect(codesOf(readings)).toContain('other-words');
  });

  it('warn of an exact position', async () => {
    const placed = tweet({ coordinates: { type: 'Point', coordinates: [37.1, 36.2] } });
    expect(codesOf(await readAll(tweetsV1, { a: lines(placed) }))).toContain('exact-position');
  });

  it('read times with any offset', () => {
    expect(readTwitterTime('Tue Dec 13 18:00:00 +0200 2016')).toBe('2016-12-13T16:00:00Z');
    expect(readTwitterTime('2016-12-13T18:00:00.000Z')).toBe('2016-12-13T18:00:00Z');
    expect(readTwitterTime('yesterday')).toBe('yesterday');
  });
});
