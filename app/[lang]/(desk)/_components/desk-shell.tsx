import type { ReactNode } from 'react';
import { DOT } from '@/app/_components/dot';
import type { Action } from '@/lib/access/policy';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { Notice } from './notice';

const ROOMS = [
  ['queue', '/desk', 'desk.view'],
  ['records', '/desk/records', 'desk.view'],
  ['collections', '/desk/collections', 'desk.view'],
  ['accessions', '/desk/accessions', 'desk.view'],
  ['outside', '/desk/outside', 'desk.view'],
  ['log', '/desk/log', 'custody.view'],
  ['accounts', '/desk/accounts', 'user.manage'],
] as const satisfies (readonly [string, string, Action])[];
export type DeskRoom = (typeof ROOMS)[number][0] | 'self';

/** One page of the desk: its head with the rooms that this person may enter, and what was just done. */
export function DeskShell({
  visit,
  path,
  title,
  room,
  notice,
  status,
  wide,
  children,
}: {
  visit: DeskVisit;
  /** The page's address in English. */
  path: string;
  title: string;
  room?: DeskRoom | undefined;
  /** The page's query, whose `done` and `refused` say how the last form went. */
  notice?: Record<string, string | string[] | undefined> | undefined;
  status?: 404 | undefined;
  wide?: boolean | undefined;
  children: ReactNode;
}) {
  const { lang, t, actor, may } = visit;
  const other = lang === 'en' ? 'ar' : 'en';
  return (
    <>
      <title>{`${title} · ${t('desk.title')} · ${t('frame.name')}`}</title>
      {status === undefined ? null : <meta name="sawt-status" content={String(status)} />}
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <header className="desk-head">
        <a className="skip" href="#text">
          {t('frame.skip')}
        </a>
        <a className="wordmark" href={localHref(lang, '/')}>
          {t('frame.name')}
        </a>
        <nav aria-label={t('desk.title')}>
          <ul>
            {ROOMS.filter(([, , action]) => may(action)).map(([name, href]) => (
              <li key={name}>
                <a href={localHref(lang, href)} aria-current={name === room ? 'page' : undefined}>
                  {t(`desk.rooms.${name}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="who">
          <a href={localHref(lang, '/desk/self')} aria-current={room === 'self' ? 'page' : undefined}>
            <bdi>{actor.name}</bdi>
            {DOT}
            {t(`desk.roles.${actor.role}`)}
          </a>
          <a href={localHref(other, path)} lang={other} hrefLang={other}>
            {t('frame.otherLanguage')}
          </a>
          <form method="post" action={localHref(lang, '/desk/sign-out')}>
            <button type="submit" className="plain">
              {t('desk.signOut')}
            </button>
          </form>
        </div>
      </header>
      <main
        id="text"
        className={wide ? 'desk wide' : 'desk'}
        data-me={actor.name}
        data-keys-help={t('desk.item.keysHelp')}
        data-undo={t('desk.undo')}
        data-held-soon={t('desk.held.soon')}
        data-held-done={t('desk.held.done')}
        data-held-later={t('desk.held.later')}
        data-held-refused={t('desk.held.refused')}
        data-held-open={t('desk.held.open')}
      >
        {notice === undefined ? null : <Notice t={t} lang={lang} query={notice} />}
        {children}
        <p className="keys-hint">
          <button type="button" className="plain" hidden data-keys-hint>
            {t('desk.self.keyboard')} <kbd>?</kbd>
          </button>
        </p>
      </main>
      <script src="/desk.js" defer />
    </>
  );
}
