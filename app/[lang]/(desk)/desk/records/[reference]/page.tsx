import { textDirection } from '@/lib/archive/text-direction';
import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import { readDraft } from '@/lib/people/drafts';
import { type RecordView, viewRecord } from '@/lib/publication/list-records';
import { type DeskVisit, deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../../_components/desk-shell';
import { isolate, moment } from '../../_components/times';
import type { Query } from '../../queue-params';
import { EraseForm } from './_components/erase-form';
import { Links } from './_components/links';
import { Redactions } from './_components/redactions';
import { SpeakerName } from './_components/speaker-name';
import { TwoPeople } from './_components/two-people';
import { WithdrawForm } from './_components/withdraw-form';

/** One published testimony: correct it, take something out, protect its name, withdraw it, undo that or erase it by two people. */
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
        <p>
          <a href={localHref(lang, '/desk/records')}>{t('desk.records.title')}</a>
        </p>
      </DeskShell>
    );
  }
  const record = viewed.value;
  const draft = await readDraft(visit.actor.id, `${path}/redact`, visit.context);
  const { refusal } = await readDraft(visit.actor.id, `${path}/protect-name`, visit.context);
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
      {record.state === 'published' ? <CorrectForm visit={visit} path={path} record={record} /> : null}
      {record.state === 'published' ? <Links visit={visit} path={path} reference={record.reference} /> : null}
      <SpeakerName visit={visit} path={path} record={record} refusal={refusal} />
      <Redactions visit={visit} path={path} record={record} draft={draft} />
      {record.state === 'published' ? <WithdrawForm visit={visit} path={path} /> : null}
      {record.state === 'withdrawn' ? <Restore visit={visit} path={path} record={record} /> : null}
      {record.state === 'erased' ? null : <EraseForm visit={visit} path={path} record={record} />}
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

function CorrectForm({ visit, path, record }: { visit: DeskVisit; path: string; record: RecordView }) {
  const { t, lang, may } = visit;
  if (!may('testimony.edit')) return null;
  return (
    <section aria-labelledby="correct">
      <h2 id="correct">{t('desk.records.edit')}</h2>
      <p className="quiet">{t('desk.records.correctHint')}</p>
      {record.correction === null ? (
        <form method="post" action={localHref(lang, `${path}/correct`)} data-door="correct">
          <button type="submit">{t('desk.records.edit')}</button>
        </form>
      ) : (
        <a href={localHref(lang, `/desk/items/${record.correction}`)}>{t('desk.records.correctionOpen')}</a>
      )}
    </section>
  );
}

function Restore({ visit, path, record }: { visit: DeskVisit; path: string; record: RecordView }) {
  const { t } = visit;
  const reason = t(`desk.withdrawalReasons.${record.stateReason as WithdrawalClass}`);
  return (
    <section aria-labelledby="restore">
      <p className="notice">{t('desk.records.withdrawn', { reason })}</p>
      <h2 id="restore">{t('desk.records.restore')}</h2>
      <p className="quiet">{t('desk.records.restoreHint')}</p>
      <TwoPeople
        visit={visit}
        path={path}
        asked={record.asked}
        doors={{ ask: 'ask-restore', confirm: 'confirm-restore' }}
        words={{ ask: t('desk.records.ask'), confirm: t('desk.records.confirmRestore') }}
      />
    </section>
  );
}
