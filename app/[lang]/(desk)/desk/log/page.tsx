import { CUSTODY_EVENT_TYPES } from '@/lib/custody/event-types';
import { listActions } from '@/lib/custody/list-actions';
import { deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../_components/desk-shell';
import { DeskTable } from '../_components/desk-table';
import { moment } from '../_components/times';
import type { Query } from '../queue-params';
import { Details } from './_components/details';
import { logQuery, readLogQuery } from './log-params';

const PAGE = 100;

/** Who did what, searchable and to be taken away. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Query>;
}) {
  const { asked, filter } = readLogQuery(await searchParams);
  const path = `/desk/log${logQuery(asked)}`;
  const visit = await deskVisit(params, path);
  const { t, lang } = visit;
  const listed = await listActions(
    visit.actor,
    filter,
    { before: asked.before, limit: PAGE + 1 },
    visit.context,
  );
  if (!listed.ok) throw new Error(listed.message);
  const rows = listed.value.slice(0, PAGE);
  const older = listed.value.length > PAGE ? (rows.at(-1)?.id ?? null) : null;
  return (
    <DeskShell visit={visit} path={path} title={t('desk.log.title')} room="log">
      <h1>{t('desk.log.title')}</h1>
      <p className="quiet">{t('desk.log.intro')}</p>
      <search>
        <form method="get" action={localHref(lang, '/desk/log')} className="filters">
          <label>
            {t('desk.log.who')}
            <input name="who" defaultValue={asked.who ?? ''} dir="auto" data-key="/" />
          </label>
          <label>
            {t('desk.log.what')}
            <select name="type" defaultValue={asked.type ?? ''}>
              <option value="">{t('desk.queue.any')}</option>
              {CUSTODY_EVENT_TYPES.map((type) => (
                <option key={type} value={type}>
                  {t(`desk.log.types.${type}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('desk.log.about')}
            <input name="subject" defaultValue={asked.subject ?? ''} dir="ltr" />
          </label>
          <label>
            {t('desk.log.from')}
            <input name="from" type="date" defaultValue={asked.from ?? ''} />
          </label>
          <label>
            {t('desk.log.to')}
            <input name="to" type="date" defaultValue={asked.to ?? ''} />
          </label>
          <button type="submit">{t('desk.log.show')}</button>
        </form>
      </search>
      {rows.length === 0 ? <p className="empty">{t('desk.log.none')}</p> : null}
      <DeskTable
        lines
        columns={[
          t('desk.log.when'),
          t('desk.log.who'),
          t('desk.log.what'),
          t('desk.log.about'),
          t('desk.log.details'),
        ]}
        rows={rows.map((one) => ({
          key: String(one.id),
          cells: [
            <time key="when" dateTime={one.at.toISOString()}>
              {moment(one.at, lang)}
            </time>,
            <>
              <bdi>{one.by === one.role ? t(`desk.roles.${one.role as 'curator'}`) : one.by}</bdi>
              {one.by === one.role ? null : <small>{t(`desk.roles.${one.role as 'curator'}`)}</small>}
            </>,
            t(`desk.log.types.${one.type as 'edited'}`),
            one.subjectName === null ? (
              <Subject key="about" lang={lang} kind={one.subjectKind} name={one.subjectKey} />
            ) : (
              <bdi key="about">{one.subjectName}</bdi>
            ),
            <Details key="details" t={t} body={one.body} />,
          ],
        }))}
      />
      <p className="pages bar">
        {older === null ? null : (
          <a href={localHref(lang, `/desk/log${logQuery({ ...asked, before: older })}`)} rel="next">
            {t('desk.log.older')}
          </a>
        )}
        <a href={localHref(lang, `/desk/log/export${logQuery({ ...asked, before: null })}`)}>
          {t('desk.log.export')}
        </a>
      </p>
    </DeskShell>
  );
}

const ROOMS: Record<string, string> = {
  item: '/desk/items/',
  testimony: '/desk/records/',
  accession: '/desk/accessions/',
};

function Subject({ lang, kind, name }: { lang: 'en' | 'ar'; kind: string; name: string }) {
  const room = ROOMS[kind];
  const words = <code dir="ltr">{name.length > 20 ? `${name.slice(0, 8)}…` : name}</code>;
  return room ? <a href={localHref(lang, room + name)}>{words}</a> : words;
}
