import '@/app/forms.css';
import { PageShell } from '@/app/_components/page-shell';
import { liveContext } from '@/lib/context';
import { lookUpFate } from '@/lib/review/outside/look-up-fate';
import { connections } from '@/lib/web/connections';
import { localHref, readInterfaceLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

/** What became of what somebody sent in, by its receipt. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const lang = readInterfaceLanguage((await params).lang) ?? 'en';
  const t = translator(lang);
  const query = await searchParams;
  const receipt = typeof query.receipt === 'string' ? query.receipt.slice(0, 100) : '';
  const fate = receipt === '' ? null : await lookUpFate(receipt, liveContext(connections()));
  return (
    <PageShell lang={lang} path="/submit" title={t('submit.receiptTitle')} className="narrow">
      <h1>{t('submit.receiptTitle')}</h1>
      {query.new === '1' && fate !== null ? <p className="notice">{t('submit.receiptNew')}</p> : null}
      <p>
        <code className="receipt" dir="ltr">
          {receipt}
        </code>
      </p>
      <p role="status">{t(`submit.fate.${fate?.stands ?? 'none'}`)}</p>
      {fate?.reference ? (
        <p>
          <a href={localHref(lang, `/t/${fate.reference}`)}>{t('submit.see')}</a>
        </p>
      ) : null}
      <p>
        <a href={localHref(lang, '/submit')}>{t('submit.title')}</a>
      </p>
    </PageShell>
  );
}
