import { connections } from '@/lib/web/connections';
import { readRoute } from '@/lib/web/read-route';
import { answerVersion } from '@/lib/web/testimony-answers';

export const dynamic = 'force-dynamic';

export const GET = readRoute<{ reference: string; digest: string }>((request, { reference, digest }) =>
  answerVersion(connections().reading, request, reference, digest),
);
