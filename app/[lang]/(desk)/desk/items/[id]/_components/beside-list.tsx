import { dateInWords } from '@/lib/archive/date-words';
import type { BesideItem } from '@/lib/review/find-beside';
import { localHref } from '@/lib/web/languages';
import { TextDifference } from '../../../_components/text-difference';
import type { ItemPageView } from '../item-page-view';

/** What the archive and the queue hold beside the item: the same, the same voice, the same hours. */
export function BesideList({ page }: { page: ItemPageView }) {
  const { item, visit } = page;
  const { t } = visit;
  const { duplicates, sameVoice, sameHours } = item.beside;
  return (
    <section aria-labelledby="beside">
      <h2 id="beside">{t('desk.item.beside')}</h2>
      {duplicates.length + sameVoice.length + sameHours.length === 0 ? (
        <p className="quiet">{t('desk.item.nothingBeside')}</p>
      ) : null}
      <Group page={page} title={t('desk.item.duplicates')} items={duplicates} compared />
      <Group page={page} title={t('desk.item.sameVoice')} items={sameVoice} />
      <Group page={page} title={t('desk.item.sameHours')} items={sameHours} />
    </section>
  );
}

function Group({
  page,
  title,
  items,
  compared,
}: {
  page: ItemPageView;
  title: string;
  items: BesideItem[];
  compared?: boolean;
}) {
  const { item, visit } = page;
  const { t, lang } = visit;
  if (items.length === 0) return null;
  const text = 'text' in item.proposal ? item.proposal.text : '';
  return (
    <>
      <h3>{title}</h3>
      <ul className="beside">
        {items.map((one) => (
          <li key={one.id ?? one.reference}>
            <a href={localHref(lang, one.id ? `/desk/items/${one.id}` : `/t/${one.reference}`)}>
              <bdi>{one.speaker ?? t('desk.unknown')}</bdi>
            </a>{' '}
            <small>
              {dateInWords({ edtf: one.date }, lang)} · {t(`desk.states.${one.state as 'waiting'}`)}
            </small>
            {compared && one.text !== text ? (
              <TextDifference t={t} before={one.text} after={text} lang={null} />
            ) : (
              <p className="excerpt" dir="auto">
                {one.text}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
