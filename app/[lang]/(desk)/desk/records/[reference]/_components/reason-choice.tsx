import { WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import type { Translator } from '@/lib/web/translator';

/** The class of reason that the public may read. */
export function ReasonChoice({ t, chosen = '' }: { t: Translator; chosen?: string | undefined }) {
  return (
    <label>
      {t('desk.records.reason')}
      <select name="reason" required defaultValue={chosen}>
        <option value="">{t('desk.item.choose')}</option>
        {WITHDRAWAL_CLASSES.map((reason) => (
          <option key={reason} value={reason}>
            {t(`desk.withdrawalReasons.${reason}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
