import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { liveContext } from '@/lib/context';
import { env, publicUrl } from '@/lib/env';
import { acceptInvitation } from '@/lib/people/invitation';
import { isOurOrigin } from '@/lib/web/check-origin';
import { connections } from '@/lib/web/connections';
import { localHref, readInterfaceLanguage } from '@/lib/web/languages';

const form = z.object({
  username: z.string().max(200),
  token: z.string().max(200),
  password: z.string().max(1_000),
});

/** Sets the password that an invited person chose, and leads to signing in. */
export async function POST(
  request: NextRequest,
  route: { params: Promise<{ lang: string }> },
): Promise<Response> {
  if (!isOurOrigin(request.headers.get('origin'), request.headers.get('host'), publicUrl())) {
    return new Response('This form was not sent from this archive.', { status: 403 });
  }
  if (!(Number(request.headers.get('content-length') ?? Number.NaN) <= 10_000)) {
    return new Response('The form is too long.', { status: 413 });
  }
  const lang = readInterfaceLanguage((await route.params).lang) ?? 'en';
  const read = form.safeParse(Object.fromEntries(await request.formData().catch(() => new FormData())));
  if (!read.success) return new Response('The form cannot be read.', { status: 422 });
  const { username: name, token, password } = read.data;
  const set = await acceptInvitation(
    { name, token, password },
    env().NEXTAUTH_SECRET ?? '',
    liveContext(connections()),
  );
  const to = set.ok
    ? '/signin?welcome=1'
    : `/signin/invitation?${new URLSearchParams({ name, token, refused: set.reason })}`;
  return new Response(null, { status: 303, headers: { Location: localHref(lang, to) } });
}
