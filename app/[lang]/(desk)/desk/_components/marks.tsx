import type { QueueRow } from '@/lib/review/list-queue';
import type { Translator } from '@/lib/web/translator';
import { isolate } from './times';

/** What one should know of an item before opening it, each in words. */
export function Marks({
  t,
  row,
}: {
  t: Translator;
  row: Pick<QueueRow, 'minor' | 'risk' | 'warnings' | 'claimedBy' | 'fromOutside' | 'corrects' | 'state'>;
}) {
  const marks: { key: string; words: string; alarm?: boolean }[] = [];
  if (row.state !== 'waiting')
    marks.push({ key: 'state', words: t(`desk.states.${row.state as 'waiting'}`) });
  if (row.minor === true) marks.push({ key: 'minor', words: t('desk.queue.minorMark'), alarm: true });
  if (row.risk === 'high' || row.risk === 'elevated') {
    marks.push({
      key: 'risk',
      words: `${t('desk.queue.risk')}: ${t(`desk.risks.${row.risk}`)}`,
      alarm: row.risk === 'high',
    });
  }
  if (row.fromOutside) marks.push({ key: 'outside', words: t('desk.queue.outsideMark') });
  if (row.corrects) marks.push({ key: 'corrects', words: t('desk.queue.correctionMark') });
  if (row.warnings > 0)
    marks.push({ key: 'warnings', words: t('desk.queue.warnings', { count: row.warnings }) });
  if (row.claimedBy !== null)
    marks.push({ key: 'held', words: t('desk.queue.heldBy', { name: isolate(row.claimedBy) }) });
  return (
    <ul className="marks">
      {marks.map(({ key, words, alarm }) => (
        <li key={key} className={alarm ? 'alarm' : undefined}>
          {words}
        </li>
      ))}
    </ul>
  );
}
