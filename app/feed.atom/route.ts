import { answerFeed } from '@/lib/web/feed-answer';
import { readRoute } from '@/lib/web/read-route';
import { searchHouse } from '@/lib/web/search-house';

export const dynamic = 'force-dynamic';

export const GET = readRoute((request) => answerFeed(searchHouse(), request));
