import type { TestimonyRecord } from '@/lib/archive/record';
import { TRANSLATION_STATUSES } from '@/lib/archive/vocabulary';
import type { ItemPageView } from '../item-page-view';

/** The translations that there are, and room for one more. */
export function Translations({ page, record }: { page: ItemPageView; record: TestimonyRecord }) {
  const { t } = page.visit;
  const empty = { lang: '', text: '', by: null, machine: false, status: 'unreviewed' };
  return (
    <fieldset className="stack">
      <legend>{t('desk.item.fields.translations')}</legend>
      {[...record.translations, empty].map((one) => (
        <div className="grid translation" key={one.lang}>
          <label>
            {t('desk.item.fields.lang')}
            <input name="translation.lang" dir="ltr" defaultValue={one.lang} />
          </label>
          <label className="said">
            {t('desk.item.fields.text')}
            <textarea name="translation.text" dir="auto" rows={3} defaultValue={one.text} />
          </label>
          <label>
            {t('desk.item.translatedBy')}
            <input name="translation.by" dir="auto" defaultValue={one.by ?? ''} />
          </label>
          <label>
            {t('desk.item.machine')}
            <select name="translation.machine" defaultValue={one.machine ? 'yes' : 'no'}>
              <option value="no">{t('desk.no')}</option>
              <option value="yes">{t('desk.yes')}</option>
            </select>
          </label>
          <label>
            {t('desk.queue.marks')}
            <select name="translation.status" defaultValue={one.status}>
              {TRANSLATION_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {t(`desk.item.${status}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      ))}
    </fieldset>
  );
}
