import { textDirection } from '@/lib/archive/text-direction';
import { listRecords } from '@/lib/publication/list-records';
import { deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../_components/desk-shell';
import { day } from '../_components/times';
import type { Query } from '../queue-params';

/** What is published or was, to find one and withdraw or correct it. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const q = typeof query.q === 'string' ? query.q.slice(0, 200) : '';
  const path = q === '' ? '/desk/records' : `/desk/records?${new URLSearchParams({ q })}`;
  const visit = await deskVisit(params, path);
  const { t, lang } = visit;
  const listed = await listRecords(visit.actor, q, visit.context);
  if (!listed.ok) throw new Error(listed.message);
  return (
    <DeskShell visit={visit} path={path} title={t('desk.records.title')} room="records" notice={query}>
      <h1>{t('desk.records.title')}</h1>
      <p className="quiet">{t('desk.records.intro')}</p>
      <p className="bar">
        <a href={localHref(lang, '/desk/links/event')}>{t('desk.records.linkList.event')}</a>
        <a href={localHref(lang, '/desk/links/place')}>{t('desk.records.linkList.place')}</a>
      </p>
      <search>
        <form method="get" action={localHref(lang, '/desk/records')} className="filters">
          <label>
            {t('desk.records.find')}
            <input name="q" type="search" defaultValue={q} dir="auto" data-key="/" />
          </label>
          <button type="submit">{t('desk.records.search')}</button>
        </form>
      </search>
      {listed.value.length === 0 ? <p className="empty">{t('desk.records.none')}</p> : null}
      <div className="table">
        <table className="queue">
          <tbody>
            {listed.value.map((one) => (
              <tr key={one.reference} data-item>
                <td className="said">
                  <a href={localHref(lang, `/desk/records/${one.reference}`)}>
                    <bdi lang={one.lang} dir={textDirection(one.lang)}>
                      {one.text || one.reference}
                    </bdi>
                  </a>
                </td>
                <td>
                  <code>{one.reference}</code>
                </td>
                <td className={one.state === 'published' ? undefined : 'alarm'}>
                  {t(`desk.states.${one.state as 'published'}`)}
                </td>
                <td>{day(one.updatedAt, lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </DeskShell>
  );
}
