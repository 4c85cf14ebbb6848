import { publicUrl } from '@/lib/env';
import { answerJson } from '@/lib/web/answer';
import { openApiDocument } from '@/lib/web/openapi';
import { readRoute } from '@/lib/web/read-route';

export const dynamic = 'force-dynamic';

export const GET = readRoute(async (request) => answerJson(request, openApiDocument(publicUrl())));
