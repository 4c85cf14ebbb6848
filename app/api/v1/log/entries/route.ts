import { connections } from '@/lib/web/connections';
import { answerEntries } from '@/lib/web/log-answers';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return answerEntries(connections().reading, request);
}
