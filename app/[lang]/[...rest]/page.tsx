import { PageShell } from '@/app/_components/page-shell';
import { localHref, readInterfaceLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

/** Whatever no other route knows. Next's own not-found page is blank without JavaScript. */
export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = readInterfaceLanguage((await params).lang) ?? 'en';
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
