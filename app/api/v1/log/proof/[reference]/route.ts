import { connections } from '@/lib/web/connections';
import { answerProof } from '@/lib/web/log-answers';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ reference: string }> },
): Promise<Response> {
  return answerProof(connections().reading, request, (await params).reference);
}
