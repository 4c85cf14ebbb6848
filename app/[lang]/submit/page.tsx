import '@/app/forms.css';
import { OutsideNotice } from '@/app/_components/outside-notice';
import { PageShell } from '@/app/_components/page-shell';
import { localHref, readInterfaceLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

/** Where anybody can send a testimony in, or look up what became of one. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const lang = readInterfaceLanguage((await params).lang) ?? 'en';
  const t = translator(lang);
  const { refused } = await searchParams;
  return (
    <PageShell lang={lang} path="/submit" title={t('submit.title')} className="narrow">
      <h1>{t('submit.title')}</h1>
      <p>{t('submit.intro')}</p>
      <p className="notice">{t('submit.safety')}</p>
      <OutsideNotice t={t} refused={refused} />
      <form method="post" action={localHref(lang, '/submit/send')} className="stack" autoComplete="off">
        <label>
          {t('submit.text')}
          <textarea name="text" required rows={6} maxLength={20_000} dir="auto" />
        </label>
        <label>
          {t('submit.speaker')}
          <input name="speaker" required maxLength={500} dir="auto" />
        </label>
        <label>
          {t('submit.url')}
          <input name="url" type="url" maxLength={2_000} dir="ltr" />
        </label>
        <label>
          {t('submit.date')}
          <input name="date" maxLength={100} dir="ltr" />
        </label>
        <label>
          {t('submit.how')}
          <textarea name="how" required rows={3} maxLength={5_000} dir="auto" />
        </label>
        <button type="submit" className="primary">
          {t('submit.send')}
        </button>
      </form>
      <h2>{t('submit.lookUpTitle')}</h2>
      <form method="get" action={localHref(lang, '/submit/receipt')} className="stack">
        <label>
          {t('submit.receipt')}
          <input name="receipt" required maxLength={60} dir="ltr" autoComplete="off" />
        </label>
        <button type="submit">{t('submit.lookUp')}</button>
      </form>
    </PageShell>
  );
}
