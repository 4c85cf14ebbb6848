import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { type Context, liveContext } from '@/lib/context';
import { publicUrl } from '@/lib/env';
import { log } from '@/lib/log';
import { dropDraft, keepDraft } from '@/lib/people/drafts';
import type { CurrentSession } from '@/lib/people/sessions';
import type { Refused, Result } from '@/lib/result';
import { isOurOrigin } from './check-origin';
import { connections } from './connections';
import { headerPath } from './header-path';
import { localHref, readInterfaceLanguage } from './languages';
import { PROGRESS_LINES, progressLines } from './progress-lines';
import { sentForm } from './sent-form';
import { currentSession, lastVisitor, pendingSession } from './session';
import { unlessAway } from './unless-away';
import { withForm } from './with-form';
import { withQuery } from './with-query';

export interface DoorVisit<Params> {
  session: CurrentSession;
  actor: CurrentSession['actor'];
  context: Context;
  params: Params;
  /** Files that came with the form. */
  files: File[];
  /** Tells a page that waits how far long work has come; to others it says nothing. */
  progress: (how: { records: number; share: number | null }) => void;
}

export interface DoorAnswer {
  /** A word of `desk.done`, shown on the next page. */
  done: string;
  /** The next page's address in English; absent: the page where the form stood. */
  to?: string | undefined;
  /** What a program that sent the form is told besides. */
  value?: unknown;
}

/** What a form came to: the page to go on to, and what a program is told instead. */
interface Outcome {
  status: number;
  /** In English. */
  to: string;
  body: unknown;
}

const FORM_BYTES = 2 * 2 ** 20;
/** How old a sign-in may be for what changes accounts, in milliseconds. */
const FRESH = 30 * 60 * 1000;

/**
 * Makes the door of one form of the desk: a POST that checks where the form stands, who is signed in
 * (in the database, now) and what the form holds, calls one use case, and leads on to a page. What a
 * form holds besides its fields is dropped. A refusal leads back to the form with its reason, and what
 * was typed is kept as a draft, also when the session has ended. Programs that accept JSON get the
 * result with a status instead; those that accept lines of JSON get one for each step of long work, and then
 * one with where to go on.
 */
export function deskDoor<Form extends z.ZodObject, Params extends Record<string, string>>(door: {
  form: Form;
  /** The page where the form stands, in English; `fields` are what was sent, unchecked. */
  page: (params: Params, fields: Record<string, string | string[]>) => string;
  /** How long the form may be, in bytes; absent, 2 MiB. */
  bytes?: number;
  /** False where what is typed is a secret, and must be kept nowhere. */
  keepsDraft?: boolean;
  /** The person must have signed in within the last half hour. */
  fresh?: boolean;
  run: (input: z.infer<Form>, visit: DoorVisit<Params>) => Promise<Result<DoorAnswer, Refused>>;
}) {
  const take = async (
    request: NextRequest,
    route: { params: Promise<Params & { lang: string }> },
  ): Promise<Response> => {
    const { lang: segment, ...rest } = await route.params;
    const params = rest as unknown as Params;
    const lang = readInterfaceLanguage(segment) ?? 'en';
    const accept = request.headers.get('accept') ?? '';
    const answer = ({ status, to, body }: Outcome): Response => {
      if (accept.includes('application/json')) return Response.json(body, { status });
      const Location = headerPath(localHref(lang, to));
      if (accept.includes(PROGRESS_LINES))
        return new Response(`${JSON.stringify({ to: Location })}\n`, { status });
      return new Response(null, { status: 303, headers: { Location } });
    };
    if (!isOurOrigin(request.headers.get('origin'), request.headers.get('host'), publicUrl())) {
      return new Response('This form was not sent from this archive.', { status: 403 });
    }
    // Without a length one could send without end; browsers always say it.
    const length = Number(request.headers.get('content-length') ?? Number.NaN);
    const session = await currentSession();
    const owner = session?.actor.id ?? (await lastVisitor());
    const tooLong = !(length <= (door.bytes ?? FORM_BYTES)) || owner === null;
    // What is no form has no fields, which its own check then refuses.
    const sent = tooLong ? new FormData() : await sentForm(request);
    const fields = fieldsOf(sent);
    const files = [...sent.values()].filter((value): value is File => typeof value !== 'string');
    const page = door.page(params, fields);
    const refused = ({ reason, message }: Refused, lacking = ''): Outcome => ({
      status: statusOf(reason),
      to: withQuery(page, { refused: reason, ...(lacking && { field: lacking }) }),
      body: { reason, message },
    });

    if (owner !== null && tooLong) {
      return answer(refused({ reason: 'too-long', message: 'The form is too long.' }));
    }
    const context = liveContext(connections());
    const key = new URL(request.url).pathname.replace(/^\/(?:ar|en)(?=\/)/, '');

    const keep = async (owner: string, kept: typeof fields) => {
      if (door.keepsDraft !== false) await keepDraft(owner, key, kept, context);
    };
    const stale = door.fresh && session && Date.now() - session.signedInAt.getTime() > FRESH;
    if (session === null || stale) {
      if (owner !== null) await keep(owner, fields);
      const step = (await pendingSession()) === null ? '/signin' : '/signin/second-factor';
      const signIn = `${step}?${new URLSearchParams({ callbackUrl: localHref(lang, page), ...(stale && { again: '1' }) })}`;
      return answer({
        status: 401,
        to: signIn,
        body: { reason: 'sign-in', message: 'Sign in first, then send it again.' },
      });
    }
    const { actor } = session;
    const finish = async (progress: DoorVisit<Params>['progress']): Promise<Outcome> => {
      const read = door.form.safeParse(fields);
      const result = read.success
        ? await door.run(read.data, { session, actor, context, params, files, progress })
        : { ok: false as const, reason: 'bad-form', message: z.prettifyError(read.error) };
      if (!result.ok) {
        log.info({ door: key.replace(/[0-9a-f-]{36}/g, ':id'), reason: result.reason }, 'a form was refused');
        await keep(actor.id, { ...fields, refusal: result.message });
        return refused(result, read.success ? '' : fieldsLacking(read.error));
      }
      await dropDraft(actor.id, key, context);
      const { done, to, value } = result.value;
      return { status: 200, to: withQuery(to ?? page, { done }), body: { ok: true, done, value } };
    };
    if (accept.includes(PROGRESS_LINES)) {
      return progressLines(async (tell) => ({ to: localHref(lang, (await finish(tell)).to) }));
    }
    return answer(await finish(() => {}));
  };
  return withForm(door.form, (request: NextRequest, route: { params: Promise<Params & { lang: string }> }) =>
    unlessAway(request, () => take(request, route)),
  );
}

/** A form's fields; a name that stands several times gives a list. Files are other doors' business. */
function fieldsOf(form: FormData): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).filter((value): value is string => typeof value === 'string');
    // Browsers send line ends as CRLF; the words are kept with the ones that they were typed with.
    const lines = values.map((value) => value.replace(/\r\n?/g, '\n'));
    const [only = ''] = lines;
    fields[name] = lines.length > 1 ? lines : only;
  }
  return fields;
}

/** The names of the form's fields that do not pass, for the page to say in the reader's words. */
function fieldsLacking({ issues }: z.ZodError): string {
  return [...new Set(issues.map(({ path: [name] }) => String(name ?? '')))].slice(0, 8).join(' ');
}

function statusOf(reason: string): number {
  if (reason === 'not-allowed') return 403;
  if (reason.startsWith('no-such-')) return 404;
  if (reason === 'bad-form' || reason === 'question-missing') return 422;
  if (reason === 'too-long') return 413;
  return 409;
}
