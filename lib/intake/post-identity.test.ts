import { expect, it } from 'vitest';
import { identityFromUrl, tweetTime } from './post-identity';

it('reads a tweet’s time out of its id, and none out of ids older than that scheme', () => {
  expect(tweetTime('1269253350735982592')?.toISOString()).toBe('2020-06-06T13:02:35.059Z');
  expect(tweetTime('808461429765046272')?.toISOString()).toBe('2016-12-13T00:00:00.000Z');
  expect(tweetTime('29700859246')).toBeNull();
  expect(tweetTime('29700859247')).not.toBeNull();
  for (const other of ['', '1e18', '-5', '12345678901234567890', 'abc']) expect(tweetTime(other)).toBeNull();
});

it('names a post by its address where the address is beyond doubt', () => {
  const tweet = { platform: 'twitter', platformId: '808461429765046272' };
  expect(identityFromUrl('https://twitter.com/a/status/808461429765046272?s=20')).toEqual(tweet);
  expect(identityFromUrl('https://mobile.x.com/a/status/808461429765046272/photo/1')).toEqual(tweet);
  expect(identityFromUrl('https://t.me/s/testchannel/5')).toEqual({
    platform: 'telegram',
    platformId: 'testchannel/5',
  });
  const video = { platform: 'youtube', platformId: 'abcdefghijk' };
  expect(identityFromUrl('https://www.youtube.com/watch?list=x&v=abcdefghijk&t=1')).toEqual(video);
  expect(identityFromUrl('https://youtu.be/abcdefghijk')).toEqual(video);
  for (const url of [
    'https://twitter.com/a',
    'https://twitter.com.evil.example/a/status/1',
    'https://t.me/c/1/2',
    'nonsense',
  ]) {
    expect(identityFromUrl(url)).toBeNull();
  }
});
