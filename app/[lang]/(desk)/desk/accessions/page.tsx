import { readDraft } from '@/lib/people/drafts';
import { listAccessions } from '@/lib/review/list-accessions';
import { type DeskVisit, deskVisit } from '@/lib/web/desk-visit';
import { formattingLocale, localHref } from '@/lib/web/languages';
import { DeskShell } from '../../_components/desk-shell';
import { DeskTable } from '../_components/desk-table';
import { ImportReport } from '../_components/import-report';
import { Importer } from '../_components/importer';
import { day, isolate } from '../_components/times';
import type { Query } from '../queue-params';
import { TRIED } from './tried';

/** What was brought in, and the form to bring in more. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const visit = await deskVisit(params, '/desk/accessions');
  const { t, lang } = visit;
  const listed = await listAccessions(visit.actor, visit.context);
  if (!listed.ok) throw new Error(listed.message);
  return (
    <DeskShell
      visit={visit}
      path="/desk/accessions"
      title={t('desk.accessions.title')}
      room="accessions"
      notice={query}
    >
      <h1>{t('desk.accessions.title')}</h1>
      <p className="quiet">{t('desk.accessions.intro')}</p>
      {query.done === 'tried' ? <Tried visit={visit} /> : null}
      <section aria-labelledby="bring">
        <h2 id="bring">{t('desk.accessions.bring')}</h2>
        <form
          method="post"
          action={localHref(lang, '/desk/accessions/import')}
          encType="multipart/form-data"
          className="filters"
          data-progress
          data-sending={t('desk.accessions.sending', { share: '{share}' })}
          data-reading={t('desk.accessions.reading', { count: '{count}' })}
          data-broken={t('desk.accessions.broken')}
        >
          <label>
            {t('desk.accessions.file')}
            <input type="file" name="file" required />
          </label>
          <label>
            {t('desk.accessions.zone')}
            <input name="zone" placeholder="Asia/Damascus" dir="ltr" />
          </label>
          <label>
            <input type="checkbox" name="dryRun" value="yes" />
            {t('desk.accessions.dryRun')}
          </label>
          <button type="submit">{t('desk.accessions.import')}</button>
        </form>
      </section>
      {listed.value.length === 0 ? <p className="empty">{t('desk.accessions.none')}</p> : null}
      <DeskTable
        columns={[
          t('desk.accessions.name'),
          t('desk.accessions.format'),
          t('desk.accessions.counts'),
          t('desk.accessions.state'),
          t('desk.accessions.by'),
          t('desk.accessions.on'),
        ]}
        rows={listed.value.map((one) => ({
          key: one.slug,
          cells: [
            <>
              <a href={localHref(lang, `/desk/accessions/${one.slug}`)}>
                <bdi>{one.slug}</bdi>
              </a>
              {one.format === 'form' ? null : (
                <small>
                  <bdi>{one.fileName}</bdi>
                </small>
              )}
            </>,
            one.format === 'form' ? t('desk.accessions.byForm') : <bdi key="format">{one.format}</bdi>,
            // In the page's own direction, as the column's name counts them up.
            <span key="counts">
              {[one.report.staged, one.report.held, one.report.quarantined]
                .map((count = 0) => count.toLocaleString(formattingLocale(lang)))
                .join(' / ')}
            </span>,
            <>
              {t(`desk.accessions.states.${one.state as 'open'}`)}
              {one.state === 'open' && one.report.read ? (
                <small>
                  {t('desk.accessions.soFar', {
                    count: one.report.read.toLocaleString(formattingLocale(lang)),
                  })}
                </small>
              ) : null}
            </>,
            <Importer key="by" t={t} name={one.importedBy} />,
            day(one.createdAt, lang),
          ],
        }))}
      />
    </DeskShell>
  );
}

/** What the last try came to, as its door kept it; nothing once something has been brought in since. */
async function Tried({ visit }: { visit: DeskVisit }) {
  const { fileName, report } = await readDraft(visit.actor.id, TRIED, visit.context);
  if (typeof fileName !== 'string' || typeof report !== 'string') return null;
  return (
    <section aria-labelledby="tried">
      <h2 id="tried">{visit.t('desk.accessions.tried', { file: isolate(fileName) })}</h2>
      <p>{visit.t('desk.accessions.triedHint')}</p>
      <ImportReport visit={visit} report={JSON.parse(report)} />
    </section>
  );
}
