import { DOT } from '@/app/_components/dot';
import { Row } from '@/app/_components/row';
import type { FormOf } from '@/lib/archive/public-form';
import type { WithheldField } from '@/lib/archive/withhold';
import type { Translator } from '@/lib/web/translator';

/** What was taken out of a testimony and on what ground, so that nobody takes a gap for an omission of ours. */
export function RedactedRow({ form, t }: { form: FormOf<'testimony'>; t: Translator }) {
  if (form.redacted === undefined) return null;
  const lines = new Map(form.redacted.map((one) => [`${one.field} ${one.reason}`, one]));
  return (
    <Row name={t('reading.testimony.redacted')}>
      <ul>
        {[...lines].map(([key, { field, reason }]) => (
          <li key={key}>
            {t(`reading.testimony.redactedFields.${field as WithheldField | 'words'}`)}
            {DOT}
            {t(`reading.gone.classes.${reason}`)}
          </li>
        ))}
      </ul>
      <p className="quiet">{t('reading.testimony.redactedWhy')}</p>
    </Row>
  );
}
