import { publicUrl } from '@/lib/env';
import { atomFeed } from '@/lib/reading/atom-feed';
import { readNewest } from '@/lib/reading/newest';
import { answer } from '@/lib/web/answer';
import { connections } from '@/lib/web/connections';
import { readRoute } from '@/lib/web/read-route';

export const dynamic = 'force-dynamic';

const NEWEST = 50;

export const GET = readRoute(async (request) => {
  const baseUrl = publicUrl();
  const entries = await readNewest(connections().reading, NEWEST);
  const feed = atomFeed(entries, { self: `${baseUrl}/feed.atom`, baseUrl, title: 'Sawt' });
  return answer(request, feed, { type: 'application/atom+xml; charset=utf-8' });
});
