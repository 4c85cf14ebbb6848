import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';
import { PageShell } from './page-shell';

/** The page for an address that has nothing, and never had anything public. Answered with 404. */
export function NotFoundHere({ lang }: { lang: InterfaceLanguage }) {
  const t = translator(lang);
  return (
    <PageShell lang={lang} path="/" title={t('frame.notFound.title')} status={404}>
      <h1>{t('frame.notFound.title')}</h1>
      <p>{t('frame.notFound.text')}</p>
      <p>
        <a href={localHref(lang, '/search')}>{t('frame.notFound.search')}</a>
      </p>
    </PageShell>
  );
}
