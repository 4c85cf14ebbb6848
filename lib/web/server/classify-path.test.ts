import { describe, expect, it } from 'vitest';
import { classifyPath } from './classify-path';

describe('a path', () => {
  it.each([
    ['/', 'page'],
    ['/ar', 'page'],
    ['/t/7kq2m9x4tb', 'page'],
    ['/ar/t/7kq2m9x4tb', 'page'],
    ['/people', 'page'],
    ['/about/method', 'page'],
    ['/no/such/page', 'page'],
    ['/search', 'query-page'],
    ['/ar/search', 'query-page'],
    ['/t/7kq2m9x4tb.json', 'pass'],
    ['/t/7kq2m9x4tb.csl.json', 'pass'],
    ['/t/7kq2m9x4tb.png', 'pass'],
    ['/ar/t/7kq2m9x4tb.png', 'pass'],
    ['/ar/t/7kq2m9x4tb.json', 'page'],
    ['/share/ar.png', 'pass'],
    ['/t/7kq2m9x4tb.exe', 'page'],
    ['/desk', 'personal'],
    ['/ar/desk/queue', 'personal'],
    ['/signin', 'personal'],
    ['/submit', 'personal'],
    ['/api/v1/people', 'pass'],
    ['/oai', 'pass'],
    ['/sitemap-3.xml', 'pass'],
    ['/sitemap-x.xml', 'page'],
    ['/_next/static/a.css', 'pass'],
    ['/en/people', 'pass'],
    ['/desk.js', 'pass'],
    ['/passkey.js', 'pass'],
    ['/search.js', 'pass'],
    ['/desktop', 'page'],
  ])('%s is a %s', (path, kind) => {
    expect(classifyPath(path)).toBe(kind);
  });
});
