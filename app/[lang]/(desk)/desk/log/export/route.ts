import { stringify } from 'csv-stringify/sync';
import { liveContext } from '@/lib/context';
import { type ActionLine, listActions } from '@/lib/custody/list-actions';
import { connections } from '@/lib/web/connections';
import { currentSession } from '@/lib/web/session';
import { readLogQuery } from '../log-params';

const PAGE = 2_000;

/** The log as CSV, every match, streamed page by page. For the desk alone: it names people. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentSession();
  if (session === null) return new Response('Sign in first.', { status: 401 });
  const { filter } = readLogQuery(Object.fromEntries(new URL(request.url).searchParams));
  const context = liveContext(connections());
  let before: string | null = null;
  let over = false;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encode(stringify([['when', 'who', 'role', 'what', 'kind', 'about', 'details']])));
    },
    async pull(controller) {
      if (over) return controller.close();
      const listed = await listActions(session.actor, filter, { before, limit: PAGE }, context);
      if (!listed.ok) return controller.error(new Error(listed.message));
      over = listed.value.length < PAGE;
      before = listed.value.at(-1)?.id ?? null;
      controller.enqueue(encode(stringify(listed.value.map(columns))));
    },
  });
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="sawt-log.csv"',
    },
  });
}

function columns(one: ActionLine): string[] {
  const { at, by, role, type, subjectKind, subjectKey, body } = one;
  return [at.toISOString(), by, role, type, subjectKind, subjectKey, JSON.stringify(body)].map(
    withoutFormula,
  );
}

// A spreadsheet would run a name such as “=1+1”, also behind characters that are not seen.
function withoutFormula(cell: string): string {
  return /^[\p{Cf}\p{Cc}\s]*[=+\-@]/u.test(cell) ? `'${cell}` : cell;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
