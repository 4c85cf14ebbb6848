import { answerExport } from '@/lib/web/export-answer';
import { readRoute } from '@/lib/web/read-route';
import { searchHouse } from '@/lib/web/search-house';

export const dynamic = 'force-dynamic';

export const GET = readRoute(async (request) => answerExport(searchHouse(), request));
