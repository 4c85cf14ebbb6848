import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { type Context, liveContext } from '@/lib/context';
import { publicUrl } from '@/lib/env';
import { isOurOrigin } from './check-origin';
import { connections } from './connections';
import { FROM_HEADER } from './from-header';
import { headerPath } from './header-path';
import { localHref, readInterfaceLanguage } from './languages';
import { sentForm } from './sent-form';
import { serverKey } from './server-key';
import { unlessAway } from './unless-away';
import { withForm } from './with-form';

export interface SignInVisit {
  context: Context;
  /** The server's secret. */
  key: string;
  /** Whence the form comes, as a mark that names nobody. */
  from: string;
}

/**
 * Makes the door of a form that stands before the desk: an invitation, the second factor. It checks
 * where the form stands, how long it is and what it holds, keeps nothing of it, and leads on to the
 * address that `run` gives (in English, without a site).
 */
export function signInDoor<Form extends z.ZodObject>(
  form: Form,
  run: (input: z.infer<Form>, visit: SignInVisit) => Promise<string>,
) {
  const take = async (
    request: NextRequest,
    route: { params: Promise<{ lang: string }> },
  ): Promise<Response> => {
    if (!isOurOrigin(request.headers.get('origin'), request.headers.get('host'), publicUrl())) {
      return new Response('This form was not sent from this archive.', { status: 403 });
    }
    if (!(Number(request.headers.get('content-length') ?? Number.NaN) <= 10_000)) {
      return new Response('The form is too long.', { status: 413 });
    }
    const lang = readInterfaceLanguage((await route.params).lang) ?? 'en';
    const read = form.safeParse(Object.fromEntries(await sentForm(request)));
    if (!read.success) return new Response('The form cannot be read.', { status: 422 });
    const visit = {
      context: liveContext(connections()),
      key: serverKey(),
      from: request.headers.get(FROM_HEADER) ?? '',
    };
    const to = await run(read.data, visit);
    return new Response(null, { status: 303, headers: { Location: headerPath(localHref(lang, to)) } });
  };
  return withForm(form, (request: NextRequest, route: { params: Promise<{ lang: string }> }) =>
    unlessAway(request, () => take(request, route)),
  );
}
