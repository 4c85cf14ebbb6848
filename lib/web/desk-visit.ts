import { redirect } from 'next/navigation';
import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Action } from '@/lib/access/policy';
import { type Context, liveContext } from '@/lib/context';
import type { CurrentSession } from '@/lib/people/sessions';
import { connections } from './connections';
import { type InterfaceLanguage, localHref, readInterfaceLanguage } from './languages';
import { currentSession, pendingSession } from './session';
import { type Translator, translator } from './translator';

export interface DeskVisit {
  lang: InterfaceLanguage;
  t: Translator;
  session: CurrentSession;
  actor: UserActor;
  context: Context;
  /** Whether the policy lets this person do `action`: what a page offers; the use case asks again. */
  may: (action: Action) => boolean;
}

/**
 * Begins a page of the desk: who is signed in, asked of the database now. Each page calls this itself,
 * since a layout is not rendered anew on every way to a page. Whoever is not signed in is sent to sign
 * in and back to `path` (in English, with its query).
 */
export async function deskVisit(params: Promise<{ lang: string }>, path: string): Promise<DeskVisit> {
  const lang = readInterfaceLanguage((await params).lang) ?? 'en';
  const session = await currentSession();
  if (session === null) {
    const step = (await pendingSession()) === null ? '/signin' : '/signin/second-factor';
    redirect(`${localHref(lang, step)}?${new URLSearchParams({ callbackUrl: localHref(lang, path) })}`);
  }
  const { actor } = session;
  const may = (action: Action) => authorize(actor, action).ok;
  return { lang, t: translator(lang), session, actor, context: liveContext(connections()), may };
}
