import { answerAuthority } from '@/lib/web/authority-answers';
import { connections } from '@/lib/web/connections';
import { readRoute } from '@/lib/web/read-route';

export const dynamic = 'force-dynamic';

export const GET = readRoute<{ room: string; slug: string }>((request, { room, slug }) =>
  answerAuthority(connections().reading, request, room, slug),
);
