import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { tweetsV2 } from './parse';

const ID = '808461429765046272';
const tweet = (more: Record<string, unknown> = {}) => ({
  id: ID,
  text: 'Synthetic &lt;words&gt; of a v2 tweet',
  author_id: '42',
  created_at: '2016-12-13T00:00:00.000Z',
  lang: 'en',
  ...more,
});
const users = [{ id: '42', username: 'test_account', name: 'Test Speaker' }];

describe('tweets of the v2 API', () => {
  it('are recognised as pages and flattened', async () => {
    expect(
      await formatOf({ a: `${JSON.stringify({ data: [tweet()], includes: { users }, meta: {} })}\n` }),
    ).toBe('tweets-v2');
    expect(await formatOf({ a: `${JSON.stringify(tweet({ author: users[0] }))}\n` })).toBe('tweets-v2');
  });

  it('are cut out of their page with their own exact bytes', async () => {
    const page = `{"includes": ${JSON.stringify({ users })}, "data": [ ${JSON.stringify(tweet())} , {"id":"7", "text":"second", "author_id":"42"}], "meta": {}}\n`;
    const readings = await readAll(tweetsV2, { a: page });
    expect(recordsOf(readings)).toMatchObject([
      {
        text: 'Synthetic <words> of a v2 tweet',
        speaker: 'Test Speaker',
        account: 'test_account',
        platformId: ID,
      },
      { text: 'second', platformId: '7' },
    ]);
    for (const reading of readings) {
      if (reading.is !== 'record') throw new Error(reading.is);
      expect(Buffer.from(reading.bytes).toString()).toBe(
        page.slice(reading.position, reading.position + reading.length),
      );
    }
  });

  it('may be one object in a page, lack their includes, or be errors only', async () => {
    const lines = [
      JSON.stringify({ data: tweet(), __twarc: {} }),
      JSON.stringify({ errors: [{ title: 'Not Found Error' }], __twarc: {} }),
    ].join('\n');
    const readings = await readAll(tweetsV2, { a: lines });
    expect(readings.map((reading) => reading.is)).toEqual(['record', 'passed-over']);
    expect(recordsOf(readings)[0]).toMatchObject({ speaker: '42', account: '42' });
  });

  it('give retweeted words to their account, and leave out a retweet whose words are not there', async () => {
    const retweet = tweet({
      id: '9',
      text: 'RT @whose: cut…',
      referenced_tweets: [{ type: 'retweeted', id: '8' }],
    });
    const original = { id: '8', text: 'the whole words', author_id: '43' };
    const includes = {
      users: [...users, { id: '43', username: 'whose', name: 'Whose' }],
      tweets: [original],
    };
    const whole = await readAll(tweetsV2, { a: JSON.stringify({ data: [retweet], includes, meta: {} }) });
    expect(recordsOf(whole)[0]).toMatchObject({ text: 'the whole words', account: 'whose', platformId: '8' });
    expect(codesOf(whole)).toContain('other-words');
    const without = await readAll(tweetsV2, {
      a: JSON.stringify({ data: [retweet], includes: { users }, meta: {} }),
    });
    expect(without).toMatchObject([{ is: 'passed-over', reason: 'no-record' }]);
  });

  it('have their long text in note_tweet', async () => {
    const long = tweet({ note_tweet: { text: 'the long text' }, author: users[0] });
    expect(recordsOf(await readAll(tweetsV2, { a: JSON.stringify(long) }))[0]).toMatchObject({
      text: 'the long text',
    });
  });
});
