import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { xArchive } from './parse';

const assign = (name: string, value: unknown) =>
  `window.YTD.${name}.part0 = ${JSON.stringify(value, null, 2)}`;
const account = assign('account', [
  { account: { email: 'canary@example.org', username: 'test_account', accountDisplayName: 'Test Speaker' } },
]);
const tweet = (id: string, full_text: string, more: Record<string, unknown> = {}) => ({
  tweet: { id, id_str: id, full_text, created_at: 'Tue Dec 13 00:00:00 +0000 2016', lang: 'en', ...more },
});
const ID = '808461429765046272';
const archive = (tweets: unknown[], more: Record<string, string> = {}) => ({
  'data/account.js': account,
  'data/tweets.js': assign('tweets', tweets),
  ...more,
});

describe('an X archive', () => {
  it('is recognised by what its files assign, whatever lies beside them', async () => {
    expect(await formatOf(archive([tweet(ID, 'words')], { 'data/direct-messages.js': 'window.YTD…' }))).toBe(
      'x-archive',
    );
    expect(await formatOf({ 'data/tweets.js': 'alert(1)' })).toBeNull();
  });

  it('takes its author from account.js and the exact bytes of each element', async () => {
    const files = archive([tweet(ID, 'Synthetic &amp; words')]);
    const [reading] = await readAll(xArchive, files);
    expect(reading).toMatchObject({
      is: 'record',
      record: {
        text: 'Synthetic & words',
        speaker: 'Test Speaker',
        account: 'test_account',
        platformId: ID,
        date: '2016-12-13T00:00:00Z',
      },
    });
    if (reading?.is !== 'record') throw new Error();
    expect(Buffer.from(reading.bytes).toString()).toBe(
      files['data/tweets.js'].slice(reading.position, reading.position + reading.length),
    );
  });

  it('reads several parts, a trailing semicolon, and the oldest shape without the wrapper', async () => {
    const files = {
      'x/data/account.js': account,
      'x/data/tweets.js': `${assign('tweets', [tweet('1', 'one')])};\n`,
      'x/data/tweets-part1.js': `window.YTD.tweets.part1 = ${JSON.stringify([tweet('2', 'two')])}`,
      'x/data/tweet.js': assign('tweet', [tweet('3', 'three').tweet]),
    };
    const texts = recordsOf(await readAll(xArchive, files)).map((record) => record.text);
    expect(texts.sort()).toEqual(['one', 'three', 'two']);
  });

  it('gives a retweet to whose words it is, without the owner’s id and time, and says that it is cut', async () => {
    const half = 'RT @whose_words: the beginning of synthetic wor\ud83d…';
    const readings = await readAll(xArchive, archive([tweet(ID, half)]));
    expect(recordsOf(readings)[0]).toMatchObject({
      speaker: 'whose_words',
      account: 'whose_words',
      text: 'the beginning of synthetic wor…',
    });
    expect(recordsOf(readings)[0]).not.toHaveProperty('platformId');
    expect(recordsOf(readings)[0]).not.toHaveProperty('date');
    expect(codesOf(readings)).toEqual(expect.arrayContaining(['other-words', 'cut-text']));
  });

  it('puts the long text of a note in place of its beginning, by id or by words and second', async () => {
    const long = `${'Long synthetic words. '.repeat(20)}The end.`;
    const note = (more: object) => ({
      noteTweet: { createdAt: '2016-12-13T00:00:01.000Z', core: { text: long }, ...more },
    });
    const shown = `${long.slice(0, 270)}… https://t.co/abc`;
    for (const one of [
      note({ noteTweetId: '5' }),
      note({ tweetId: ID, createdAt: '2017-01-01T00:00:00.000Z' }),
    ]) {
      const files = archive([tweet(ID, shown), tweet('9', 'other words at the same time')], {
        'data/note-tweet.js': assign('note_tweet', [one]),
      });
      expect(recordsOf(await readAll(xArchive, files)).map((record) => record.text)).toEqual([
        long,
        'other words at the same time',
      ]);
    }
  });

  it('leaves out circle tweets, which stand in tweets.js like all others', async () => {
    const files = archive([tweet(ID, 'for a circle'), tweet('2', 'for everybody')], {
      'data/twitter-circle-tweet.js': assign('twitter_circle_tweet', [{ twitterCircleTweet: { id: ID } }]),
    });
    const readings = await readAll(xArchive, files);
    expect(readings).toMatchObject([{ is: 'passed-over', reason: 'not-public' }, { is: 'record' }]);
    expect(readings[0]).not.toHaveProperty('bytes');
  });

  it('is refused without account.js, and when its circle cannot be read', async () => {
    await expect(
      readAll(xArchive, { 'data/tweets.js': assign('tweets', [tweet(ID, 'words')]) }),
    ).rejects.toMatchObject({
      reason: 'account-missing',
    });
    const files = archive([tweet(ID, 'words')], {
      'data/twitter-circle-tweet.js': 'window.YTD.x.part0 = [{',
    });
    await expect(readAll(xArchive, files)).rejects.toMatchObject({ reason: 'damaged' });
  });
});
