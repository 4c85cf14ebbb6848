import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { snscrape } from './parse';

// Written by hand, because JSON.stringify would round the id as the platforms' tools do not.
const line = (more = '', id = '808461429765046273') =>
  `{"_type": "snscrape.modules.twitter.Tweet", "url": "https://twitter.com/test_account/status/808461429765046273", "date": "2016-12-13T00:00:00+00:00", "id": ${id}, "user": {"username": "test_account", "displayname": "Test Speaker", "id": 42}, "lang": "en"${more}}\n`;

describe('snscrape JSONL', () => {
  it('is recognised, older and newer', async () => {
    expect(await formatOf({ a: line(', "content": "old words"') })).toBe('snscrape');
    expect(await formatOf({ a: line(', "rawContent": "new words"') })).toBe('snscrape');
  });

  it('keeps ids beyond 2^53 exact', async () => {
    const readings = await readAll(snscrape, {
      a: line(', "rawContent": "new words", "hashtags": ["Aleppo"]'),
    });
    expect(recordsOf(readings)[0]).toMatchObject({
      platformId: '808461429765046273',
      text: 'new words',
      speaker: 'Test Speaker',
      account: 'test_account',
      tags: ['Aleppo'],
      date: '2016-12-13T00:00:00Z',
    });
    expect(codesOf(readings)).toEqual([]);
  });

  it('refuses a row whose id somebody rounded', async () => {
    const readings = await readAll(snscrape, { a: line(', "rawContent": "words"', '808461429765046300') });
    expect(readings).toMatchObject([{ is: 'problem', reason: 'id-lost-digits' }]);
    expect(
      await readAll(snscrape, { a: line(', "rawContent": "words"', '8.084614297650463e17') }),
    ).toMatchObject([{ is: 'problem', reason: 'id-lost-digits' }]);
  });

  it('gives retweeted words to whose they are', async () => {
    const retweeted = `{"url": "https://twitter.com/whose/status/7", "date": "2016-12-12T00:00:00+00:00", "id": 7, "rawContent": "whose words", "user": {"username": "whose"}}`;
    const readings = await readAll(snscrape, {
      a: line(`, "rawContent": "RT", "retweetedTweet": ${retweeted}`),
    });
    expect(recordsOf(readings)[0]).toMatchObject({ text: 'whose words', account: 'whose', platformId: '7' });
    expect(codesOf(readings)).toContain('other-words');
  });

  it('suggests links as they were expanded, in the newer writing and in the older, and none half given', async () => {
    const links = async (more: string) => {
      const [reading] = await readAll(snscrape, { a: line(`, "rawContent": "words", ${more}`) });
      if (reading?.is !== 'record') throw new Error();
      return reading.suggestions?.map(({ value }) => value);
    };
    const [short, long] = ['https://t.co/abc', 'https://example.org/long'];
    const newer = await links(`"links": [{"tcourl": "${short}", "url": "${long}"}]`);
    expect(newer).toHaveLength(1);
    expect(await links(`"outlinks": ["${long}"], "tcooutlinks": ["${short}"]`)).toEqual(newer);
    for (const half of [`"outlinks": ["${long}"]`, `"tcooutlinks": ["${short}"]`, '"links": [{}]']) {
      expect(await links(half)).toEqual([]);
    }
  });
});
