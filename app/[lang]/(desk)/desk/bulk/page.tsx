import { randomUUID } from 'node:crypto';
import { textDirection } from '@/lib/archive/text-direction';
import { BASES, REJECTION_CLASSES, RISKS } from '@/lib/archive/vocabulary';
import { type Foreseen, previewMany } from '@/lib/publication/decide-many';
import { type DeskVisit, deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { desk } from '@/lib/web/messages/en/desk';
import { DeskShell } from '../../_components/desk-shell';
import { DeskTable } from '../_components/desk-table';
import type { Query } from '../queue-params';
import { AT_ONCE, bulkFields, readDecision } from './bulk-decision';

/** Deciding about many items: choose, see what will happen to each, take some out, confirm. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const ids = [query.item ?? []].flat().slice(0, AT_ONCE);
  const from = typeof query.from === 'string' ? query.from : '';
  const path = `/desk/bulk?${new URLSearchParams([...ids.map((id) => ['item', id]), ['from', from]])}`;
  const visit = await deskVisit(params, path);
  const { t, lang } = visit;
  const read = bulkFields.safeParse({ note: '', ...query });
  const fields = read.success ? read.data : null;
  const decision = fields && readDecision(fields);
  const previewed = await previewMany(
    visit.actor,
    ids,
    decision ?? { decision: 'escalate', note: 'only to see what is open' },
    visit.context,
  );
  const rows = previewed.ok ? previewed.value : [];
  return (
    <DeskShell visit={visit} path={path} title={t('desk.bulk.title')} room="queue" notice={query}>
      <h1>{t('desk.bulk.title')}</h1>
      {rows.length === 0 ? (
        <>
          <p className="empty">{t('desk.bulk.none')}</p>
          <p>
            <a href={localHref(lang, '/desk')}>{t('desk.item.previous')}</a>
          </p>
        </>
      ) : null}
      {rows.length === 0 ? null : (
        <>
          <form method="get" action={localHref(lang, '/desk/bulk')} className="filters">
            {ids.map((id) => (
              <input key={id} type="hidden" name="item" value={id} />
            ))}
            <input type="hidden" name="from" value={from} />
            <DecisionFields visit={visit} fields={fields} />
            <button type="submit">{t('desk.bulk.preview')}</button>
          </form>
          {decision && fields ? (
            <Preview visit={visit} rows={rows} fields={fields} from={from} />
          ) : (
            <ul className="beside">
              {rows.map((row) => (
                <li key={row.id}>
                  <small>
                    <bdi>{row.speaker}</bdi>
                  </small>
                  <div
                    className="excerpt"
                    lang={row.lang ?? undefined}
                    dir={textDirection(row.lang ?? 'und')}
                  >
                    {row.text}
                  </div>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </DeskShell>
  );
}

type Fields = ReturnType<typeof bulkFields.parse>;

function DecisionFields({ visit: { t }, fields }: { visit: DeskVisit; fields: Fields | null }) {
  const choice = (
    name: 'basis' | 'risk' | 'minor' | 'reason',
    label: string,
    options: [string, string][],
  ) => (
    <label>
      {label}
      <select name={name} defaultValue={fields?.[name] ?? ''}>
        <option value="">{t('desk.item.choose')}</option>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <label>
        {t('desk.bulk.decision')}
        <select name="decision" defaultValue={fields?.decision ?? 'reject'}>
          <option value="accept">{t('desk.item.accept')}</option>
          <option value="return">{t('desk.item.return')}</option>
          <option value="reject">{t('desk.item.reject')}</option>
          <option value="escalate">{t('desk.item.escalate')}</option>
        </select>
      </label>
      {choice(
        'basis',
        t('desk.item.basis'),
        BASES.map((one) => [one, t(`desk.bases.${one}`)]),
      )}
      {choice(
        'risk',
        t('desk.item.risk'),
        RISKS.map((one) => [one, t(`desk.risks.${one}`)]),
      )}
      {choice('minor', t('desk.item.minor'), [
        ['yes', t('desk.yes')],
        ['no', t('desk.no')],
        ['unknown', t('desk.unknown')],
      ])}
      {choice(
        'reason',
        t('desk.item.rejectReason'),
        REJECTION_CLASSES.map((one) => [one, t(`desk.reasons.${one}`)]),
      )}
      <label>
        {t('desk.item.returnNote')}
        <textarea name="note" dir="auto" defaultValue={fields?.note} />
      </label>
    </>
  );
}

function Preview({
  visit,
  rows,
  fields,
  from,
}: {
  visit: DeskVisit;
  rows: Foreseen[];
  fields: Fields;
  from: string;
}) {
  const { t, lang } = visit;
  const does = rows.filter((row) => row.outcome.ok).length;
  return (
    <form method="post" action={localHref(lang, '/desk/bulk/decide')}>
      <p>{t('desk.bulk.intro')}</p>
      <input type="hidden" name="requestKey" value={randomUUID()} />
      <input type="hidden" name="from" value={from} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value ?? ''} />
      ))}
      <DeskTable
        said={1}
        columns={[
          { hidden: t('desk.bulk.include') },
          t('desk.queue.words'),
          t('desk.queue.speaker'),
          t('desk.bulk.will'),
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            row.outcome.ok ? (
              <label className="tickbox">
                <input type="checkbox" name="chosen" value={`${row.id} ${row.version}`} defaultChecked />
                <span className="visually-hidden">
                  {t('desk.bulk.include')}: {row.text.slice(0, 60)}
                </span>
              </label>
            ) : null,
            <a key="said" href={localHref(lang, `/desk/items/${row.id}`)}>
              <bdi lang={row.lang ?? undefined} dir={textDirection(row.lang ?? 'und')}>
                {row.text}
              </bdi>
            </a>,
            <bdi key="speaker">{row.speaker}</bdi>,
            <span key="will" className={row.outcome.ok ? undefined : 'alarm'}>
              <Outcome visit={visit} outcome={row.outcome} />
            </span>,
          ],
        }))}
      />
      <button type="submit" className="primary" disabled={does === 0}>
        {t('desk.bulk.confirm', { count: does })}
      </button>
    </form>
  );
}

function Outcome({ visit: { t }, outcome }: { visit: DeskVisit; outcome: Foreseen['outcome'] }) {
  if (outcome.ok) return t(`desk.bulk.outcomes.${outcome.step}`);
  const reason = outcome.reason in desk.refused ? (outcome.reason as 'other') : 'other';
  return `${t('desk.bulk.left')}: ${t(`desk.refused.${reason}`)}`;
}
