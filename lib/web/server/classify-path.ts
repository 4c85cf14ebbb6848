/**
 * What the page server does with a path:
 * - `page`: a reading page, the same for everybody, kept in memory under its path alone;
 * - `query-page`: a reading page that depends on its query too: made afresh each time;
 * - `personal`: desk, sign-in and forms, made for whoever asks (personal-answer.ts);
 * - `pass`: everything else goes to Next as it came: API, feeds, assets.
 */
export type PathClass = 'page' | 'query-page' | 'personal' | 'pass';

const PASSED = new Set([
  '_next',
  'api',
  'shapes',
  'share',
  'oai',
  'healthz',
  'readyz',
  'metrics',
  'robots.txt',
  'sitemap.xml',
  'sitemaps',
  'feed.atom',
  'opensearch.xml',
  'oembed',
  'reading.js',
  'search.js',
  'desk.js',
  'passkey.js',
  'icon.svg',
  'favicon.ico',
]);
// These depend on who asks, or take what people send.
const PERSONAL = new Set(['desk', 'signin', 'submit', 'report']);
const QUERY_PAGES = new Set(['search']);
const SHAPED = /^[0-9A-Za-z]+\.(?:csl\.json|jsonld|json|txt|bib|ris|png)$/;
const SITEMAP = /^sitemap-\d+\.xml$/;
const PICTURE = /^[0-9A-Za-z]+\.png$/;

/** Classifies a pathname that begins with one `/`. */
export function classifyPath(pathname: string): PathClass {
  const segments = pathname.split('/').slice(1);
  const first = segments[0] ?? '';
  // A typed /en/… is redirected by Next (next.config.js).
  if (PASSED.has(first) || SITEMAP.test(first) || first === 'en') return 'pass';
  const [room = '', next = ''] = first === 'ar' ? segments.slice(1) : segments;
  if (PERSONAL.has(room)) return 'personal';
  // Pictures alone come in both languages; the other shapes are of the record, not of a page.
  if (room === 't' && (first === 't' ? SHAPED : PICTURE).test(next)) return 'pass';
  return QUERY_PAGES.has(room) ? 'query-page' : 'page';
}
