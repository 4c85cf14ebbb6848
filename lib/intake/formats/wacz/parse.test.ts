import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { wacz } from './parse';

const header = '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n';
const page = JSON.stringify({
  id: '1',
  url: 'https://twitter.com/x/status/808461429765046272',
  ts: '2022-01-02T03:04:05Z',
  title: 'A page',
  text: 'Words of the page',
});
const files = {
  'pages/pages.jsonl': `${header}${page}\n{"url":"https://example.org/"}\n`,
  'archive/data.warc.gz': 'canary',
};

describe('a WACZ', () => {
  it('is recognised by its list of pages', async () => {
    expect(await formatOf(files)).toBe('wacz');
  });

  it('gives when a page was captured, not when it was written', async () => {
    const readings = await readAll(wacz, files);
    expect(recordsOf(readings)).toMatchObject([
      {
        text: 'Words of the page',
        captured: '2022-01-02T03:04:05Z',
        platform: 'twitter',
        platformId: '808461429765046272',
      },
    ]);
    expect(recordsOf(readings)[0]).not.toHaveProperty('date');
    expect(codesOf(readings)).toEqual(['other-words']);
    expect(readings[1]).toMatchObject({ is: 'passed-over', reason: 'no-words' });
  });

  it('is asked for where somebody brings a WARC alone', async () => {
    await expect(formatOf({ 'x.warc': 'WARC/1.0\r\nWARC-Type: warcinfo\r\n' })).rejects.toMatchObject({
      reason: 'warc-alone',
    });
  });
});
