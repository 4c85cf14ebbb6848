import { PageShell } from '@/app/_components/page-shell';
import { readInterfaceLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = readInterfaceLanguage((await params).lang) ?? 'en';
  const t = translator(lang);
  return (
    <PageShell lang={lang} path="/" title={t('reading.home.title')}>
      <h1>{t('reading.home.title')}</h1>
    </PageShell>
  );
}
