import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import type { Translator } from '@/lib/web/translator';

export type Room = 'people' | 'events' | 'timeline' | 'response' | 'sources' | 'search' | 'about';
export const ROOMS: readonly Room[] = [
  'people',
  'events',
  'timeline',
  'response',
  'sources',
  'search',
  'about',
];

/** The head of every page: the name, the rooms, and the same page in the other language. */
export function SiteHeader({
  lang,
  path,
  room,
  t,
}: {
  lang: InterfaceLanguage;
  /** This page's address in English, with its query where that matters: `/people/lina-shamy`. */
  path: string;
  room?: Room | undefined;
  t: Translator;
}) {
  const other = lang === 'en' ? 'ar' : 'en';
  return (
    <header className="site-head">
      <a className="skip" href="#text">
        {t('frame.skip')}
      </a>
      <a className="wordmark" href={localHref(lang, '/')}>
        {lang === 'ar' ? (
          <>
            صوت <span lang="en">Sawt</span>
          </>
        ) : (
          <>
            Sawt <span lang="ar">صوت</span>
          </>
        )}
      </a>
      <nav aria-label={t('frame.mainNavigation')}>
        <ul>
          {ROOMS.map((name) => (
            <li key={name}>
              <a href={localHref(lang, `/${name}`)} aria-current={name === room ? 'true' : undefined}>
                {t(`frame.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <a className="menu" href="#foot">
        {t('frame.menu')}
      </a>
      <a className="language" href={localHref(other, path)} lang={other} hrefLang={other}>
        {t('frame.otherLanguage')}
      </a>
    </header>
  );
}
