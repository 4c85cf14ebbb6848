import '@/app/forms.css';
import { OutsideNotice } from '@/app/_components/outside-notice';
import { PageShell } from '@/app/_components/page-shell';
import { readReference } from '@/lib/archive/reference';
import { readForm } from '@/lib/reading/find-forms';
import { connections } from '@/lib/web/connections';
import { localHref, readInterfaceLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

/** Reporting a concern about a record, or asking that it be taken down. It hides nothing by itself. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string; reference: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { lang: segment, reference: raw } = await params;
  const lang = readInterfaceLanguage(segment) ?? 'en';
  const t = translator(lang);
  const read = readReference(raw);
  const shown = read === null ? null : await readForm(connections().reading, 'testimony', read);
  const reference = shown === null ? null : read;
  const { refused } = await searchParams;
  const said =
    reference === null ? 'no-such-testimony' : refused === 'bad-form' ? 'report-incomplete' : refused;
  return (
    <PageShell
      lang={lang}
      path={`/report/${reference ?? ''}`}
      title={t('submit.reportTitle')}
      className="narrow"
      status={reference === null ? 404 : undefined}
    >
      <h1>{t('submit.reportTitle')}</h1>
      <OutsideNotice t={t} refused={said} />
      {reference === null ? null : (
        <>
          <p>{t('submit.reportIntro', { reference: `\u2068${reference}\u2069` })}</p>
          <form
            method="post"
            action={localHref(lang, `/report/${reference}/send`)}
            className="stack"
            autoComplete="off"
          >
            <fieldset>
              <legend>{t('submit.kind')}</legend>
              <label>
                <input type="radio" name="kind" value="concern" required />
                {t('submit.concern')}
              </label>
              <label>
                <input type="radio" name="kind" value="takedown" />
                {t('submit.takedown')}
              </label>
            </fieldset>
            <label>
              {t('submit.words')}
              <textarea name="words" required rows={5} maxLength={5_000} dir="auto" />
            </label>
            <button type="submit" className="primary">
              {t('submit.send')}
            </button>
          </form>
          <p>
            <a href={localHref(lang, `/t/${reference}`)}>{t('submit.back')}</a>
          </p>
        </>
      )}
    </PageShell>
  );
}
