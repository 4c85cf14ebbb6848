import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import type { Translator } from '@/lib/web/translator';
import { ROOMS } from './site-header';

/** The foot of every page: all rooms again, so that a small screen needs no script for its menu. */
export function SiteFooter({ lang, t }: { lang: InterfaceLanguage; t: Translator }) {
  return (
    <footer className="site-foot" id="foot">
      <nav aria-label={t('frame.footNavigation')}>
        <ul>
          {ROOMS.map((name) => (
            <li key={name}>
              <a href={localHref(lang, `/${name}`)}>{t(`frame.${name}`)}</a>
            </li>
          ))}
          <li>
            <a href={localHref(lang, '/about/method')}>{t('frame.method')}</a>
          </li>
        </ul>
        <ul>
          <li>
            <a href={localHref(lang, '/submit')}>{t('frame.submit')}</a>
          </li>
          <li>
            <a href={localHref(lang, '/signin')}>{t('frame.signIn')}</a>
          </li>
          <li>
            <a href="/feed.atom">{t('frame.feed')}</a>
          </li>
          <li>
            <a href="/api/v1/openapi.json">{t('frame.api')}</a>
          </li>
        </ul>
      </nav>
      <p>{t('frame.footWords')}</p>
    </footer>
  );
}
