import { WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import { viewAccession } from '@/lib/review/list-accessions';
import { deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../../_components/desk-shell';
import { Importer } from '../../_components/importer';
import { day, isolate } from '../../_components/times';
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
      </DeskShell>
    );
  }
  const { report, byState, ...accession } = viewed.value;
  const counts = ['staged', 'captures', 'held', 'quarantined', 'passedOver'] as const;
  const unknown = Object.keys(report.unknownFields ?? {});
  return (
    <DeskShell visit={visit} path={path} title={slug} room="accessions" notice={query}>
      <h1>
        <bdi>{slug}</bdi>
      </h1>
      <p className="quiet">
        <bdi>{accession.fileName}</bdi> · {accession.format} · <Importer t={t} name={accession.importedBy} />{' '}
        · {day(accession.createdAt, lang)} · {t(`desk.accessions.states.${accession.state as 'open'}`)}
      </p>
      <h2>{t('desk.accessions.report')}</h2>
      <dl className="fields">
        {counts.map((name) => (
          <div key={name}>
            <dt>{t(`desk.accessions.${name}`)}</dt>
            <dd>{(report[name] ?? 0).toLocaleString(lang)}</dd>
          </div>
        ))}
        {Object.entries(byState).map(([state, count]) => (
          <div key={state}>
            <dt>{t(`desk.states.${state as 'waiting'}`)}</dt>
            <dd>{count.toLocaleString(lang)}</dd>
          </div>
        ))}
      </dl>
      {(report.examples ?? []).map((one) => (
        <p key={`${one.member} ${one.position}`} className="quiet" dir={lang === 'ar' ? 'auto' : undefined}>
          {t('desk.accessions.example', {
            record: one.record,
            position: one.position,
            message: isolate(one.message),
          })}
        </p>
      ))}
      {unknown.length === 0 ? null : (
        <p className="quiet">{t('desk.accessions.unknownFields', { fields: isolate(unknown.join(', ')) })}</p>
      )}
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
