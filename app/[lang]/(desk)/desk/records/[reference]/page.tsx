import { textDirection } from '@/lib/archive/text-direction';
import { WITHDRAWAL_CLASSES, type WithdrawalClass } from '@/lib/archive/vocabulary';
import { type RecordView, viewRecord } from '@/lib/publication/list-records';
import { type DeskVisit, deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../../_components/desk-shell';
import { isolate, moment } from '../../_components/times';
import type { Query } from '../../queue-params';

/** One published testimony: withdraw it, undo that by two people, see its versions. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string; reference: string }>;
  searchParams: Promise<Query>;
}) {
  const [{ reference }, query] = await Promise.all([params, searchParams]);
  const path = `/desk/records/${reference}`;
  const visit = await deskVisit(params, path);
  const { t, lang } = visit;
  const viewed = await viewRecord(visit.actor, reference, visit.context);
  if (!viewed.ok) {
    return (
      <DeskShell visit={visit} path={path} title={t('desk.records.title')} room="records" status={404}>
        <h1>{t('desk.refused.no-such-testimony')}</h1>
      </DeskShell>
    );
  }
  const record = viewed.value;
  return (
    <DeskShell visit={visit} path={path} title={record.reference} room="records" notice={query}>
      <h1>
        <code>{record.reference}</code>
      </h1>
      <p className="quiet bar">
        {t(`desk.states.${record.state as 'published'}`)}
        {record.state === 'published' ? (
          <a href={localHref(lang, `/t/${record.reference}`)}>{t('desk.records.seePublic')}</a>
        ) : null}
        {record.items.map((id) => (
          <a key={id} href={localHref(lang, `/desk/items/${id}`)}>
            {t('desk.records.item')}
          </a>
        ))}
      </p>
      <div className="said" lang={record.lang} dir={textDirection(record.lang)}>
        {record.text}
      </div>
      {record.state === 'published' ? <WithdrawForm visit={visit} path={path} /> : null}
      {record.state === 'withdrawn' ? <RestoreForms visit={visit} path={path} record={record} /> : null}
      {record.state === 'erased' ? <p className="notice">{t('desk.records.erased')}</p> : null}
      <h2>{t('desk.records.versions')}</h2>
      <ol className="history">
        {record.versions.map((one) => (
          <li key={one.version}>
            {t('desk.records.version', { version: one.version, time: isolate(moment(one.createdAt, lang)) })}{' '}
            {one.current && !one.sealed ? <strong>{t('desk.records.current')}</strong> : null}{' '}
            <code>{one.digest}</code>
          </li>
        ))}
      </ol>
    </DeskShell>
  );
}

function WithdrawForm({ visit, path }: { visit: DeskVisit; path: string }) {
  const { t, lang, may } = visit;
  if (!may('testimony.withdraw')) return null;
  return (
    <section aria-labelledby="withdraw">
      <h2 id="withdraw">{t('desk.records.withdraw')}</h2>
      <p className="quiet">{t('desk.records.withdrawHint')}</p>
      <form
        method="post"
        action={localHref(lang, `${path}/withdraw`)}
        className="filters"
        data-door="withdraw"
      >
        <label>
          {t('desk.records.reason')}
          <select name="reason" required defaultValue="">
            <option value="">{t('desk.item.choose')}</option>
            {WITHDRAWAL_CLASSES.map((reason) => (
              <option key={reason} value={reason}>
                {t(`desk.withdrawalReasons.${reason}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">{t('desk.records.withdraw')}</button>
      </form>
    </section>
  );
}

function RestoreForms({ visit, path, record }: { visit: DeskVisit; path: string; record: RecordView }) {
  const { t, lang, may } = visit;
  const { asked } = record;
  const reason = t(`desk.withdrawalReasons.${record.stateReason as WithdrawalClass}`);
  return (
    <section aria-labelledby="restore">
      <p className="notice">{t('desk.records.withdrawn', { reason })}</p>
      <h2 id="restore">{t('desk.records.restore')}</h2>
      <p className="quiet">{t('desk.records.restoreHint')}</p>
      {asked === null ? null : (
        <p>
          {asked.mine
            ? t('desk.records.askedByYou')
            : t('desk.records.asked', { name: isolate(asked.by), why: isolate(asked.why) })}
        </p>
      )}
      {may('testimony.restore') && (asked === null || asked.mine) ? (
        <form
          method="post"
          action={localHref(lang, `${path}/ask-restore`)}
          className="filters"
          data-door="ask-restore"
        >
          <label>
            {t('desk.records.why')}
            <input name="why" required maxLength={2000} dir="auto" defaultValue={asked?.why} />
          </label>
          <button type="submit">{t('desk.records.ask')}</button>
        </form>
      ) : null}
      {may('testimony.restore') && asked !== null && !asked.mine ? (
        <form method="post" action={localHref(lang, `${path}/confirm-restore`)} data-door="confirm-restore">
          <button type="submit">{t('desk.records.confirmRestore')}</button>
        </form>
      ) : null}
    </section>
  );
}
