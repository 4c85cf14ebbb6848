import type { NextRequest } from 'next/server';
import { publicUrl } from '@/lib/env';
import { isOurOrigin } from '@/lib/web/check-origin';
import { localHref, readInterfaceLanguage } from '@/lib/web/languages';
import { signOut } from '@/lib/web/session';

export async function POST(request: NextRequest, route: { params: Promise<{ lang: string }> }) {
  if (!isOurOrigin(request.headers.get('origin'), request.headers.get('host'), publicUrl())) {
    return new Response('This form was not sent from this archive.', { status: 403 });
  }
  await signOut();
  const lang = readInterfaceLanguage((await route.params).lang) ?? 'en';
  return new Response(null, { status: 303, headers: { Location: localHref(lang, '/signin') } });
}
