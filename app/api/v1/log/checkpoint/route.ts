import { connections } from '@/lib/web/connections';
import { answerCheckpoint } from '@/lib/web/log-answers';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return answerCheckpoint(connections().reading, request);
}
