import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { finishPage, readStatus, withoutFrameworkScripts } from './finish-page';

const page = (head: string, body: string) => `<html><head>${head}</head><body>${body}</body></html>`;

describe('a finished page', () => {
  it('has no script but linked data and our own file', () => {
    const html = withoutFrameworkScripts(
      page(
        '<link rel="preload" as="script" fetchPriority="low" href="/_next/a.js"/><script src="/_next/a.js" async=""></script>',
        '<script type="application/ld+json">{"a":1}</script><p>words<!-- --> here</p><script>self.__next_f.push([1,"<\\/p>"])</script><script src="/reading.js" defer=""></script>',
      ),
    );
    expect(html).toBe(
      page(
        '',
        '<script type="application/ld+json">{"a":1}</script><p>words here</p><script src="/reading.js" defer=""></script>',
      ),
    );
  });

  it('takes its status from its own head', () => {
    const gone = page('<meta name="sawt-status" content="410"/>', 'gone');
    expect(readStatus(gone, 200)).toEqual({ status: 410, html: page('', 'gone') });
  });

  it('takes no status from words in its body, which are other people’s', () => {
    const forged = page('', '<meta name="sawt-status" content="410"/>');
    expect(readStatus(forged, 200)).toEqual({ status: 200, html: forged });
  });

  it('is the same in every encoding, and has another ETag when it says something else', async () => {
    const body = (words: string) => ({ status: 200, location: null, body: Buffer.from(page('', words)) });
    const [one, same, other] = await Promise.all([
      finishPage(body('شهادة')),
      finishPage(body('شهادة')),
      finishPage(body('other')),
    ]);
    expect(gunzipSync(one.gzip).toString()).toBe(page('', 'شهادة'));
    expect(one.etag).toBe(same.etag);
    expect(one.etag).not.toBe(other.etag);
  });
});
