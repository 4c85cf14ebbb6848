import { publicUrl } from '@/lib/env';
import { sitemapPart } from '@/lib/reading/sitemap';
import { answer } from '@/lib/web/answer';
import { connections } from '@/lib/web/connections';
import { problem } from '@/lib/web/problem';
import { readRoute } from '@/lib/web/read-route';

export const dynamic = 'force-dynamic';

export const GET = readRoute<{ part: string }>(async (request, { part }) => {
  const number = /^\d{1,5}$/.test(part) ? Number(part) : -1;
  const xml = number < 0 ? null : await sitemapPart(connections().reading, number, publicUrl());
  return xml === null
    ? problem(404, 'no-such-address', 'The sitemap has no such part.')
    : answer(request, xml, { type: 'application/xml; charset=utf-8' });
});
