import { RISKS } from '@/lib/archive/vocabulary';
import { listQueue } from '@/lib/review/list-queue';
import { QUEUE_VIEWS } from '@/lib/review/queue-filter';
import { deskVisit } from '@/lib/web/desk-visit';
import { formattingLocale, localHref } from '@/lib/web/languages';
import type { Translator } from '@/lib/web/translator';
import { DeskShell } from '../_components/desk-shell';
import { QueueTable } from './_components/queue-table';
import { UndoForm } from './_components/undo-form';
import { type Query, queueQuery, readQueueQuery } from './queue-params';

/** The queue: what waits, on shelves, filtered; each view is a link. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const { filter, after } = readQueueQuery(query);
  const path = `/desk${queueQuery(filter, after)}`;
  const visit = await deskVisit(params, path);
  const { t, lang } = visit;
  const listed = await listQueue(visit.actor, filter, after, visit.context);
  if (!listed.ok) throw new Error(listed.message);
  const { rows, total, counts, next } = listed.value;
  const href = (to: string) => localHref(lang, `/desk${to}`);
  const filtered = queueQuery({ ...filter, view: 'waiting' }) !== '';

  return (
    <DeskShell visit={visit} path={path} title={t('desk.queue.title')} room="queue" notice={query}>
      <h1 className="visually-hidden">{t('desk.queue.title')}</h1>
      {typeof query.undo === 'string' ? (
        <UndoForm visit={visit} id={query.undo} from={queueQuery(filter)} />
      ) : null}
      <Report t={t} count={query.count} />
      <nav aria-label={t('desk.queue.shelves')} className="shelves">
        <ul>
          {QUEUE_VIEWS.map((view) => (
            <li key={view}>
              <a
                href={href(queueQuery({ ...filter, view }))}
                aria-current={view === filter.view ? 'page' : undefined}
              >
                {t(`desk.queue.views.${view}`)}
                {view === 'decided' ? null : (
                  <span className="count">{counts[view].toLocaleString(formattingLocale(lang))}</span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <search aria-label={t('desk.queue.filter')}>
        <form method="get" action={href('')} className="filters">
          <input type="hidden" name="view" value={filter.view} />
          <label>
            {t('desk.queue.person')}
            <input name="person" type="search" defaultValue={filter.person ?? ''} dir="auto" data-key="/" />
          </label>
          <label>
            {t('desk.queue.accession')}
            <input name="accession" defaultValue={filter.accession ?? ''} dir="auto" />
          </label>
          <label>
            {t('desk.queue.platform')}
            <input name="platform" defaultValue={filter.platform ?? ''} dir="auto" />
          </label>
          <label>
            {t('desk.queue.language')}
            <input name="lang" defaultValue={filter.lang ?? ''} size={6} dir="ltr" />
          </label>
          <label>
            {t('desk.queue.risk')}
            <select name="risk" defaultValue={filter.risk ?? ''}>
              <option value="">{t('desk.queue.any')}</option>
              {RISKS.map((risk) => (
                <option key={risk} value={risk}>
                  {t(`desk.risks.${risk}`)}
                </option>
              ))}
              <option value="unset">{t('desk.queue.unset')}</option>
            </select>
          </label>
          <label>
            {t('desk.queue.minor')}
            <select name="minor" defaultValue={filter.minor ?? ''}>
              <option value="">{t('desk.queue.any')}</option>
              <option value="yes">{t('desk.yes')}</option>
              <option value="no">{t('desk.no')}</option>
              <option value="unset">{t('desk.queue.unset')}</option>
            </select>
          </label>
          <label>
            {t('desk.queue.olderThan')}
            <input name="days" type="number" min={1} max={10_000} defaultValue={filter.olderThanDays ?? ''} />
          </label>
          <div className="bar">
            <button type="submit">{t('desk.queue.apply')}</button>
            {filtered ? (
              <a href={href(queueQuery({ ...EMPTY, view: filter.view }))}>{t('desk.queue.clear')}</a>
            ) : null}
          </div>
        </form>
      </search>
      <p className="quiet" role="status">
        {t('desk.queue.total', { count: total })}
      </p>
      {rows.length === 0 ? (
        <p className="empty">
          {filtered ? (
            t('desk.queue.emptyFiltered')
          ) : (
            <>
              {t('desk.queue.empty')} <span className="quiet">{t('desk.queue.emptyHint')}</span>
            </>
          )}
        </p>
      ) : (
        <QueueTable visit={visit} rows={rows} filter={filter} />
      )}
      <p className="pages">
        {after === null ? null : <a href={href(queueQuery(filter))}>{t('desk.queue.first')}</a>}
        {next === null ? null : (
          <a href={href(queueQuery(filter, next))} rel="next">
            {t('desk.queue.next')}
          </a>
        )}
      </p>
    </DeskShell>
  );
}

/** How many of those decided together were done, as the door wrote into the address. */
function Report({ t, count }: { t: Translator; count: Query[string] }) {
  if (typeof count !== 'string' || !/^\d{1,3},\d{1,3}$/.test(count)) return null;
  const [done = 0, left = 0] = count.split(',').map(Number);
  return <p className="quiet">{t('desk.bulk.report', { done, left })}</p>;
}

const EMPTY = {
  accession: null,
  platform: null,
  lang: null,
  person: null,
  risk: null,
  minor: null,
  olderThanDays: null,
};
