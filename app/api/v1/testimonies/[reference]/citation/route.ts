import { connections } from '@/lib/web/connections';
import { readRoute } from '@/lib/web/read-route';
import { answerCitation } from '@/lib/web/testimony-answers';

export const dynamic = 'force-dynamic';

export const GET = readRoute<{ reference: string }>((request, { reference }) =>
  answerCitation(connections().reading, request, reference, new Date()),
);
