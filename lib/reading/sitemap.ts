import type { ReadingDb } from '@/lib/db/client';
import { countForms } from './find-forms';
import { xmlElement } from './xml';

// The protocol allows 50,000 addresses a file (https://www.sitemaps.org/protocol.html).
const A_FILE = 20_000;
const ROOMS = [
  '/',
  '/people',
  '/events',
  '/timeline',
  '/response',
  '/sources',
  '/about',
  '/about/method',
  '/about/api',
];
const PAGES = { person: '/people/', event: '/events/', source: '/sources/', collection: '/collections/' };

/** The sitemap: every public page in one file, or, past 20,000 testimonies, an index of such files. */
export async function sitemap(db: ReadingDb, baseUrl: string, aFile = A_FILE): Promise<string> {
  const files = Math.ceil((await countForms(db, 'testimony')) / aFile);
  if (files <= 1)
    return urlSet([...(await otherPages(db)), ...(await testimonyPages(db, 0, aFile))], baseUrl);
  // At the root: a sitemap may name only addresses below its own folder.
  const names = Array.from({ length: files + 1 }, (_, at) => `${baseUrl}/sitemap-${at}.xml`);
  return `${HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${names
    .map((name) => `<sitemap>${xmlElement('loc', name)}</sitemap>`)
    .join('\n')}</sitemapindex>\n`;
}

/** One file of the index: 0 is everything but testimonies, the others 20,000 of them each; null past the last. */
export async function sitemapPart(
  db: ReadingDb,
  part: number,
  baseUrl: string,
  aFile = A_FILE,
): Promise<string | null> {
  const pages = part === 0 ? await otherPages(db) : await testimonyPages(db, (part - 1) * aFile, aFile);
  return pages.length === 0 ? null : urlSet(pages, baseUrl);
}

interface PageAddress {
  path: string;
  day: string | null;
}

async function otherPages(db: ReadingDb): Promise<PageAddress[]> {
  const rows = await db.$queryRaw<{ kind: keyof typeof PAGES; key: string; day: string }[]>`
    SELECT kind, key, to_char(changed_on, 'YYYY-MM-DD') AS day FROM public_form
    WHERE kind = ANY(${Object.keys(PAGES)}::text[]) AND current AND NOT sealed ORDER BY kind, key`;
  return [
    ...ROOMS.map((path) => ({ path, day: null })),
    ...rows.map(({ kind, key, day }) => ({ path: PAGES[kind] + key, day })),
  ];
}

async function testimonyPages(db: ReadingDb, skip: number, most: number): Promise<PageAddress[]> {
  const rows = await db.$queryRaw<{ key: string; day: string }[]>`
    SELECT key, to_char(changed_on, 'YYYY-MM-DD') AS day FROM public_form
    WHERE kind = 'testimony' AND current AND NOT sealed
    ORDER BY changed_on, key LIMIT ${most}::int OFFSET ${skip}::int`;
  return rows.map(({ key, day }) => ({ path: `/t/${key}`, day }));
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

function urlSet(pages: readonly PageAddress[], baseUrl: string): string {
  const urls = pages.flatMap(({ path, day }) =>
    [path, path === '/' ? '/ar' : `/ar${path}`].map(
      (local) =>
        `<url>${xmlElement('loc', baseUrl + local)}${day === null ? '' : xmlElement('lastmod', day)}</url>`,
    ),
  );
  return `${HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
}
