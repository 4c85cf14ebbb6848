import { connections } from '@/lib/web/connections';
import { readRoute } from '@/lib/web/read-route';
import { answerTestimony } from '@/lib/web/testimony-answers';

export const dynamic = 'force-dynamic';

export const GET = readRoute<{ reference: string }>((request, { reference }) =>
  answerTestimony(connections().reading, request, reference),
);
