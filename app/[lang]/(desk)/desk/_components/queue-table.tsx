import { dateInWords } from '@/lib/archive/date-words';
import { textDirection } from '@/lib/archive/text-direction';
import type { QueueRow } from '@/lib/review/list-queue';
import type { QueueFilter } from '@/lib/review/queue-filter';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { itemPath, queueQuery } from '../queue-params';
import { DeskTable } from './desk-table';
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
    <DeskTable
      items
      said={together ? 1 : 0}
      columns={[
        ...(together ? [{ hidden: t('desk.queue.select') }] : []),
        t('desk.queue.words'),
        t('desk.queue.speaker'),
        t('desk.queue.said'),
        t('desk.queue.marks'),
        t('desk.queue.arrived'),
      ]}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          ...(together ? [<Tick key="tick" row={row} words={t('desk.queue.select')} />] : []),
          <a key="said" href={localHref(lang, itemPath(row.id, filter))}>
            <bdi lang={row.lang ?? undefined} dir={textDirection(row.lang ?? 'und')}>
              {row.words || t('desk.queue.nobody')}
            </bdi>
          </a>,
          <>
            <bdi>{row.speakerName ?? row.recordKind}</bdi>
            {row.platform === null ? null : <small dir="ltr">{row.platform}</small>}
          </>,
          dateInWords({ edtf: row.date }, lang),
          <Marks key="marks" t={t} row={row} />,
          <>
            <time dateTime={row.createdAt.toISOString()}>{day(row.createdAt, lang)}</time>
            <small>
              <bdi>{row.accession}</bdi>
            </small>
          </>,
        ],
      }))}
    />
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

function Tick({ row, words }: { row: QueueRow; words: string }) {
  return (
    <label className="tickbox">
      <input type="checkbox" name="item" value={row.id} />
      <span className="visually-hidden">
        {words}: {row.words.slice(0, 60)}
      </span>
    </label>
  );
}
