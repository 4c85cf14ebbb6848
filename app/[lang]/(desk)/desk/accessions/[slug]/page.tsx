import { DOT } from '@/app/_components/dot';
import { WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import { viewAccession } from '@/lib/review/list-accessions';
import { deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../../_components/desk-shell';
import { ImportReport } from '../../_components/import-report';
import { Importer } from '../../_components/importer';
import { day } from '../../_components/times';
import type { Query } from '../../queue-params';

/** One accession: what came of it, and its withdrawal as a whole. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string; slug: string }>;
  searchParams: Promise<Query>;
}) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const path = `/desk/accessions/${slug}`;
  const visit = await deskVisit(params, path);
  const { t, lang, may } = visit;
  const viewed = await viewAccession(visit.actor, slug, visit.context);
  if (!viewed.ok) {
    return (
      <DeskShell visit={visit} path={path} title={t('desk.accessions.title')} room="accessions" status={404}>
        <h1>{t('desk.refused.no-such-accession')}</h1>
        <p>
          <a href={localHref(lang, '/desk/accessions')}>{t('desk.accessions.title')}</a>
        </p>
      </DeskShell>
    );
  }
  const { report, byState, ...accession } = viewed.value;
  return (
    <DeskShell visit={visit} path={path} title={slug} room="accessions" notice={query}>
      <h1>
        <bdi>{slug}</bdi>
      </h1>
      <p className="quiet">
        {accession.format === 'form' ? (
          t('desk.accessions.byForm')
        ) : (
          <>
            <bdi>{accession.fileName}</bdi>
            {DOT}
            <bdi>{accession.format}</bdi>
          </>
        )}
        {DOT}
        <Importer t={t} name={accession.importedBy} />
        {DOT}
        {day(accession.createdAt, lang)}
        {DOT}
        {t(`desk.accessions.states.${accession.state as 'open'}`)}
      </p>
      <h2>{t('desk.accessions.report')}</h2>
      <ImportReport visit={visit} report={report} byState={byState} />
      <p>
        <a href={localHref(lang, `/desk?accession=${slug}`)}>{t('desk.accessions.seeItems')}</a>
      </p>
      {may('accession.withdraw') && accession.state !== 'withdrawn' ? (
        <details>
          <summary>{t('desk.accessions.withdraw')}</summary>
          <p className="quiet">{t('desk.accessions.withdrawHint')}</p>
          <form
            method="post"
            action={localHref(lang, `${path}/withdraw`)}
            className="filters"
            data-door="withdraw"
          >
            <label>
              {t('desk.accessions.reason')}
              <select name="reason" required defaultValue="">
                <option value="">{t('desk.item.choose')}</option>
                {WITHDRAWAL_CLASSES.map((reason) => (
                  <option key={reason} value={reason}>
                    {t(`desk.withdrawalReasons.${reason}`)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t('desk.accessions.confirm')}
              <input name="confirm" required autoComplete="off" dir="ltr" />
            </label>
            <button type="submit">{t('desk.accessions.withdraw')}</button>
          </form>
        </details>
      ) : null}
    </DeskShell>
  );
}
