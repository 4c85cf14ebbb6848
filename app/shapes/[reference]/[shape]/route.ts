import { connections } from '@/lib/web/connections';
import { readRoute } from '@/lib/web/read-route';
import { answerShape } from '@/lib/web/testimony-answers';

export const dynamic = 'force-dynamic';

/** `/t/{reference}.{shape}`, which next.config.js rewrites to here. */
export const GET = readRoute<{ reference: string; shape: string }>((request, { reference, shape }) =>
  answerShape(connections().reading, request, reference, shape, new Date()),
);
