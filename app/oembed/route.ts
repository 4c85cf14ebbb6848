import { connections } from '@/lib/web/connections';
import { answerOembed } from '@/lib/web/oembed-answer';
import { readRoute } from '@/lib/web/read-route';

export const dynamic = 'force-dynamic';

export const GET = readRoute((request) => answerOembed(connections().reading, request));
