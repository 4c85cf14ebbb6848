import { connections } from '@/lib/web/connections';
import { answerConsistency } from '@/lib/web/log-answers';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return answerConsistency(connections().reading, request);
}
