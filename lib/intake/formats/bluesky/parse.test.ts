import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { bluesky } from './parse';

const DID = 'did:plc:abcdefghijklmnopqrstuvwx';
const text = 'حلب: see here #Aleppo';
const bytesAt = (words: string) => {
  const start = Buffer.from(text).indexOf(words);
  return { byteStart: start, byteEnd: start + Buffer.byteLength(words) };
};
const record = (more: Record<string, unknown> = {}) => ({
  $type: 'app.bsky.feed.post',
  text,
  createdAt: '2024-01-01T10:00:00.000Z',
  langs: ['en'],
  facets: [
    {
      index: bytesAt('here'),
      features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://example.org' }],
    },
    { index: bytesAt('#Aleppo'), features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'Aleppo' }] },
  ],
  ...more,
});
const uri = `at://${DID}/app.bsky.feed.post/3kabc`;

describe('Bluesky posts', () => {
  it('are recognised alone, as listed records, and in a feed', async () => {
    const files = [
      `${JSON.stringify(record())}\n`,
      JSON.stringify({ records: [{ uri, cid: 'x', value: record() }], cursor: 'y' }),
      JSON.stringify({ feed: [{ post: { uri, author: { did: DID }, record: record() } }] }, null, 1),
      `${JSON.stringify({ uri, cid: 'x', value: record() })}\n`,
    ];
    for (const content of files) {
      expect(await formatOf({ a: content })).toBe('bluesky');
      expect(recordsOf(await readAll(bluesky, { a: content }))).toMatchObject([{ text, lang: 'en' }]);
    }
  });

  it('are identified by account and key, and their facets found by bytes', async () => {
    const view = {
      post: {
        uri,
        author: { did: DID, handle: 'test.example', displayName: 'Test Speaker' },
        record: record(),
      },
    };
    const readings = await readAll(bluesky, { a: JSON.stringify({ feed: [view] }) });
    expect(recordsOf(readings)[0]).toMatchObject({
      speaker: 'Test Speaker',
      account: 'test.example',
      platformId: `${DID}/3kabc`,
      url: `https://bsky.app/profile/${DID}/post/3kabc`,
      tags: ['Aleppo'],
    });
    const [reading] = readings;
    expect(reading?.is === 'record' && reading.suggestions).toContainEqual(
      expect.objectContaining({ code: 'link', value: { short: 'here', long: 'https://example.org' } }),
    );
  });

  it('say that their time is the client’s word, and carry their author’s labels', async () => {
    const labels = { values: [{ val: 'graphic-media' }] };
    const readings = await readAll(bluesky, { a: JSON.stringify(record({ labels })) });
    expect(codesOf(readings)).toEqual(['stated-time-differs', 'link', 'sensitive']);
  });
});
