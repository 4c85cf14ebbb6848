import { answerVerifier } from '@/lib/web/log-answers';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return answerVerifier(request);
}
