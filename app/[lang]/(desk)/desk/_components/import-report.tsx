import type { ImportReport as Report } from '@/lib/intake/report';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { formattingLocale } from '@/lib/web/languages';
import { isolate } from './times';

const COUNTS = ['staged', 'captures', 'held', 'quarantined', 'passedOver'] as const;

/** What came of an import, or would come of it: the counts, what was wrong and why, and the first examples. */
export function ImportReport({
  visit: { t, lang },
  report,
  byState = {},
}: {
  visit: Pick<DeskVisit, 't' | 'lang'>;
  /** Of an accession that is under way or was begun by the archive itself, not everything is there. */
  report: Partial<Report>;
  /** What has become of its items since, by their state. */
  byState?: Record<string, number>;
}) {
  const count = (number = 0) => number.toLocaleString(formattingLocale(lang));
  const unknown = Object.keys(report.unknownFields ?? {});
  const reasons = [
    ...Object.entries(report.quarantinedBy ?? {}).map(
      ([reason, of]) => [t(`desk.accessions.problems.${reason as 'invalid'}`), of] as const,
    ),
    ...Object.entries(report.passedOverBy ?? {}).map(
      ([reason, of]) => [t(`desk.accessions.leftOut.${reason as 'no-words'}`), of] as const,
    ),
  ];
  return (
    <>
      <dl className="fields">
        {COUNTS.map((name) => (
          <div key={name}>
            <dt>{t(`desk.accessions.${name}`)}</dt>
            <dd>{count(report[name])}</dd>
          </div>
        ))}
        {Object.entries(byState).map(([state, of]) => (
          <div key={state}>
            <dt>{t(`desk.states.${state as 'waiting'}`)}</dt>
            <dd>{count(of)}</dd>
          </div>
        ))}
      </dl>
      {reasons.length === 0 ? null : (
        <ul className="quiet reasons">
          {reasons.map(([reason, of]) => (
            <li key={reason}>
              {reason}: {count(of)}
            </li>
          ))}
        </ul>
      )}
      {(report.examples ?? []).map((one) => (
        <p key={`${one.member} ${one.position}`} className="quiet" dir={lang === 'ar' ? 'auto' : undefined}>
          {t('desk.accessions.example', {
            record: one.record,
            position: one.position,
            message: isolate(one.message),
          })}
        </p>
      ))}
      {unknown.length === 0 ? null : (
        <p className="quiet">{t('desk.accessions.unknownFields', { fields: isolate(unknown.join(', ')) })}</p>
      )}
      {report.notReadCount ? (
        <p className="quiet">
          {t('desk.accessions.notRead', {
            count: report.notReadCount,
            names: isolate((report.notRead ?? []).join(', ')),
          })}
        </p>
      ) : null}
    </>
  );
}
