import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { READER } from '@/lib/access/actor';
import { type Context, liveContext } from '@/lib/context';
import { publicUrl } from '@/lib/env';
import type { Refused, Result } from '@/lib/result';
import { isOurOrigin } from './check-origin';
import { connections } from './connections';
import { withinLimit } from './flood-limit';
import { FROM_HEADER } from './from-header';
import { headerPath } from './header-path';
import { localHref, readInterfaceLanguage } from './languages';
import { sentForm } from './sent-form';
import { unlessAway } from './unless-away';
import { withForm } from './with-form';

const FORM_BYTES = 100_000;

/**
 * Makes the door of a form that anybody may send: no account, no address kept, a plain limit on
 * flooding. It answers with the receipt, in the address of the page that looks it up (a fragment would
 * not reach it without JavaScript), or leads back to the form with the reason.
 */
export function outsideDoor<Form extends z.ZodObject, Params extends Record<string, string>>(door: {
  form: Form;
  page: (params: Params) => string;
  run: (
    actor: typeof READER,
    input: z.infer<Form>,
    params: Params,
    context: Context,
  ) => Promise<Result<{ receipt: string }, Refused>>;
}) {
  const take = async (
    request: NextRequest,
    route: { params: Promise<Params & { lang: string }> },
  ): Promise<Response> => {
    if (!isOurOrigin(request.headers.get('origin'), request.headers.get('host'), publicUrl())) {
      return new Response('This form was not sent from this archive.', { status: 403 });
    }
    const { lang: segment, ...rest } = await route.params;
    const params = rest as unknown as Params;
    const lang = readInterfaceLanguage(segment) ?? 'en';
    const json = request.headers.get('accept')?.includes('application/json');
    const answer = (status: number, to: string, body: unknown) =>
      json
        ? Response.json(body, { status })
        : new Response(null, { status: 303, headers: { Location: headerPath(localHref(lang, to)) } });
    const refuseWith = (status: number, { reason, message }: Refused) =>
      answer(status, `${door.page(params)}?${new URLSearchParams({ refused: reason })}`, { reason, message });

    if (!(Number(request.headers.get('content-length') ?? Number.NaN) <= FORM_BYTES)) {
      return refuseWith(413, { reason: 'too-long', message: 'The form is too long.' });
    }
    if (!withinLimit(request.headers.get(FROM_HEADER) ?? '', Date.now())) {
      return refuseWith(429, { reason: 'too-many', message: 'Too many at once: try again in an hour.' });
    }
    const sent = Object.fromEntries(await sentForm(request));
    const read = door.form.safeParse(sent);
    if (!read.success) return refuseWith(422, { reason: 'bad-form', message: 'Something is missing.' });
    const taken = await door.run(READER, read.data, params, liveContext(connections()));
    if (!taken.ok) return refuseWith(taken.reason.startsWith('no-such-') ? 404 : 422, taken);
    const { receipt } = taken.value;
    return answer(201, `/submit/receipt?${new URLSearchParams({ receipt, new: '1' })}`, { receipt });
  };
  return withForm(door.form, (request: NextRequest, route: { params: Promise<Params & { lang: string }> }) =>
    unlessAway(request, () => take(request, route)),
  );
}
