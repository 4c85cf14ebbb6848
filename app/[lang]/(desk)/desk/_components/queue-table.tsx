import { dateInWords } from '@/lib/archive/date-words';
import { textDirection } from '@/lib/archive/text-direction';
import type { QueueFilter, QueueRow } from '@/lib/review/list-queue';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { itemPath, queueQuery } from '../queue-params';
import { Marks } from './marks';
import { day } from './times';

/** The rows of the queue; ticked ones are decided about together. */
export function QueueTable({
  visit,
  rows,
  filter,
}: {
  visit: DeskVisit;
  rows: QueueRow[];
  filter: QueueFilter;
}) {
  const { t, lang, may } = visit;
  const together = may('item.decide') && filter.view !== 'decided' && filter.view !== 'quarantined';
  const table = (
    <div className="table">
      <table className="queue">
        <thead>
          <tr>
            {together ? (
              <th scope="col">
                <span className="visually-hidden">{t('desk.queue.select')}</span>
              </th>
            ) : null}
            <th scope="col">{t('desk.queue.words')}</th>
            <th scope="col">{t('desk.queue.speaker')}</th>
            <th scope="col">{t('desk.queue.said')}</th>
            <th scope="col">{t('desk.queue.marks')}</th>
            <th scope="col">{t('desk.queue.arrived')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-item>
              {together ? (
                <td>
                  <label className="tickbox">
                    <input type="checkbox" name="item" value={row.id} />
                    <span className="visually-hidden">
                      {t('desk.queue.select')}: {row.words.slice(0, 60)}
                    </span>
                  </label>
                </td>
              ) : null}
              <td className="said">
                <a href={localHref(lang, itemPath(row.id, filter))}>
                  <bdi lang={row.lang ?? undefined} dir={textDirection(row.lang ?? 'und')}>
                    {row.words || t('desk.queue.nobody')}
                  </bdi>
                </a>
              </td>
              <td>
                <bdi>{row.speakerName ?? row.recordKind}</bdi>
                {row.platform === null ? null : <small dir="ltr">{row.platform}</small>}
              </td>
              <td>{dateInWords({ edtf: row.date }, lang)}</td>
              <td>
                <Marks t={t} row={row} />
              </td>
              <td>
                <time dateTime={row.createdAt.toISOString()}>{day(row.createdAt, lang)}</time>
                <small>
                  <bdi>{row.accession}</bdi>
                </small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  if (!together) return table;
  return (
    <form method="get" action={localHref(lang, '/desk/bulk')}>
      <input type="hidden" name="from" value={queueQuery(filter)} />
      {table}
      <div className="bar">
        <button type="submit">{t('desk.queue.together')}</button>
        <button type="button" className="plain" data-select-all hidden>
          {t('desk.queue.selectAll')}
        </button>
      </div>
    </form>
  );
}
