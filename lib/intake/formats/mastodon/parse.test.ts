import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { mastodon } from './parse';

const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
const FOLLOWERS = 'https://social.example/users/test/followers';
const actor = JSON.stringify({
  id: 'https://social.example/users/test',
  preferredUsername: 'test',
  name: 'Test Speaker',
});
const note = (more: Record<string, unknown> = {}) => ({
  id: 'https://social.example/users/test/statuses/107222',
  type: 'Note',
  url: 'https://social.example/@test/107222',
  published: '2022-11-01T10:00:00Z',
  to: [PUBLIC],
  cc: [FOLLOWERS],
  content:
    '<p>First &amp; <a href="https://example.org"><span class="invisible">https://</span>example.org</a><br />line</p><p>second</p>',
  contentMap: { en: '…' },
  tag: [{ type: 'Hashtag', name: '#Aleppo' }],
  ...more,
});
const create = (object: unknown) => ({ type: 'Create', actor: 'x', object });
const outbox = (...orderedItems: unknown[]) =>
  JSON.stringify({
    '@context': 'https://www.w3.org/ns/activitystreams',
    type: 'OrderedCollection',
    totalItems: 1,
    orderedItems,
  });
const read = (...items: unknown[]) =>
  readAll(mastodon, { 'outbox.json': outbox(...items), 'actor.json': actor });

describe('a Mastodon archive', () => {
  it('is recognised, and refused without the actor whose words they are', async () => {
    expect(await formatOf({ 'a/outbox.json': outbox(), 'a/actor.json': actor, 'a/likes.json': '{}' })).toBe(
      'mastodon',
    );
    await expect(readAll(mastodon, { 'outbox.json': outbox(create(note())) })).rejects.toMatchObject({
      reason: 'account-missing',
    });
  });

  it('gives the words out of the HTML, with author, address, instant, language and tags', async () => {
    const readings = await read(create(note()));
    expect(recordsOf(readings)[0]).toMatchObject({
      text: 'First & https://example.org\nline\n\nsecond',
      speaker: 'Test Speaker',
      account: 'test@social.example',
      url: 'https://social.example/@test/107222',
      platformId: 'https://social.example/users/test/statuses/107222',
      date: '2022-11-01T10:00:00Z',
      lang: 'en',
      tags: ['Aleppo'],
    });
    expect(codesOf(readings)).toEqual([]);
  });

  it('takes what was public in any of the three writings, unlisted with a warning, nothing else', async () => {
    const readings = await read(
      create(note({ to: 'as:Public' })),
      create(note({ to: ['Public'] })),
      create(note({ to: [FOLLOWERS], cc: [PUBLIC] })),
      create(note({ to: [FOLLOWERS], cc: [], content: 'canary for followers' })),
      create(note({ to: ['https://social.example/users/other'], cc: undefined, content: 'direct canary' })),
    );
    expect(readings.map((reading) => reading.is)).toEqual([
      'record',
      'record',
      'record',
      'passed-over',
      'passed-over',
    ]);
    expect(codesOf(readings, 2)).toEqual(['unlisted']);
    expect(readings[3]).toMatchObject({ reason: 'not-public' });
    expect(JSON.stringify(readings)).not.toContain('canary');
  });

  it('passes over boosts, whose words are not in the file, and marks a content warning', async () => {
    const readings = await read(
      { type: 'Announce', object: 'https://other.example/1' },
      create(note({ sensitive: true, summary: 'injury' })),
      create(note({ sensitive: true })),
      create(note({ summary: 'injury' })),
    );
    expect(readings[0]).toMatchObject({ is: 'passed-over', reason: 'no-record' });
    for (const at of [0, 1, 2]) expect(codesOf(readings, at)).toEqual(['sensitive']);
  });
});
