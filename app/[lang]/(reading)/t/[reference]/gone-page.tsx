import { PageShell } from '@/app/_components/page-shell';
import { dateInWords } from '@/lib/archive/date-words';
import type { Gone } from '@/lib/reading/get-testimony';
import type { InterfaceLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

/** The tombstone: that something stood here, its public class and day, and nothing else. Answered with 410. */
export function GonePage({
  reference,
  gone,
  lang,
}: {
  reference: string;
  gone: Gone;
  lang: InterfaceLanguage;
}) {
  const t = translator(lang);
  const day = dateInWords({ edtf: gone.day }, lang);
  return (
    <PageShell lang={lang} path={`/t/${reference}`} title={t('reading.gone.title')} status={410}>
      <h1>{t('reading.gone.title')}</h1>
      <p>{t(`reading.gone.${gone.state}`, { day })}</p>
      <p>
        {t('reading.gone.reason')}
        {': '}
        {t(`reading.gone.classes.${gone.reasonClass}`)}
      </p>
      <p className="quiet">{t(gone.state === 'erased' ? 'reading.gone.gone' : 'reading.gone.kept')}</p>
    </PageShell>
  );
}
