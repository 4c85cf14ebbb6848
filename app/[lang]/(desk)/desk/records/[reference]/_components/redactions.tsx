import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import { WITHHELD_FIELDS, type WithheldField } from '@/lib/archive/withhold';
import type { DraftFields } from '@/lib/people/drafts';
import type { RecordView } from '@/lib/publication/list-records';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { ReasonChoice } from './reason-choice';
import { partName, SpanForm } from './span-form';
import { TwoPeople } from './two-people';

type RedactedField = WithheldField | 'words';

/** What was taken out of the record, each with the way back by two people, and the form to take out more. */
export function Redactions({
  visit,
  path,
  record,
  draft,
}: {
  visit: DeskVisit;
  path: string;
  record: RecordView;
  /** What was typed when it was refused, with the refusal. */
  draft: DraftFields;
}) {
  const { t, lang, may } = visit;
  const typed = (name: string) => (typeof draft[name] === 'string' ? draft[name] : undefined);
  // What was typed into the form for one place stands in that form alone.
  const wide = (name: string) => (typed('field') === 'span' ? undefined : typed(name));
  return (
    <section aria-labelledby="redact">
      {record.redactions.length === 0 ? null : (
        <>
          <h2>{t('desk.records.redactions')}</h2>
          <ul className="history">
            {record.redactions.map((one) => (
              <li key={one.id}>
                {one.words === null ? (
                  t(`desk.records.redactFields.${one.field as RedactedField}`)
                ) : (
                  <bdi className="said-small">{one.words}</bdi>
                )}{' '}
                {one.part === null ? null : (
                  <small>
                    {t('desk.records.onlyIn', { part: partName(one.part, t, lang) })}
                    {' · '}
                  </small>
                )}
                <small>{t(`desk.withdrawalReasons.${one.reason as WithdrawalClass}`)}</small>
                <TwoPeople
                  visit={visit}
                  path={path}
                  asked={one.asked}
                  fields={{ id: one.id }}
                  doors={{ ask: 'ask-lift', confirm: 'confirm-lift' }}
                  words={{ ask: t('desk.records.lift'), confirm: t('desk.records.confirmLift') }}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {may('testimony.redact') ? (
        <details open={typed('refusal') !== undefined}>
          <summary>
            <h2 id="redact">{t('desk.records.redact')}</h2>
          </summary>
          <p className="quiet">{t('desk.records.redactHint')}</p>
          {typed('refusal') === undefined ? null : (
            <p className="notice refusal" lang="en" dir="ltr">
              {typed('refusal')}
            </p>
          )}
          <form method="post" action={localHref(lang, `${path}/redact`)} className="stack" data-door="redact">
            <label>
              {t('desk.records.redactWhat')}
              <select name="field" required defaultValue={wide('field') ?? 'words'}>
                {(['words', ...WITHHELD_FIELDS] as const).map((field) => (
                  <option key={field} value={field}>
                    {t(`desk.records.redactFields.${field}`)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t('desk.records.redactWords')}
              <textarea name="words" rows={2} dir="auto" maxLength={5000} defaultValue={wide('words')} />
            </label>
            <ReasonChoice t={t} chosen={wide('reason')} />
            <button type="submit">{t('desk.records.redact')}</button>
          </form>
          <SpanForm visit={visit} path={path} parts={record.parts} typed={typed} />
        </details>
      ) : null}
    </section>
  );
}
