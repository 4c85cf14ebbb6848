import { publicUrl } from '@/lib/env';
import { sitemap } from '@/lib/reading/sitemap';
import { answer } from '@/lib/web/answer';
import { connections } from '@/lib/web/connections';
import { readRoute } from '@/lib/web/read-route';

export const dynamic = 'force-dynamic';

export const GET = readRoute(async (request) =>
  answer(request, await sitemap(connections().reading, publicUrl()), {
    type: 'application/xml; charset=utf-8',
  }),
);
