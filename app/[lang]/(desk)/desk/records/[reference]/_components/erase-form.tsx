import type { RecordView } from '@/lib/publication/list-records';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { ReasonChoice } from './reason-choice';
import { TwoPeople } from './two-people';

/** Destroys the record, by two people: one asks, another types its reference and confirms. */
export function EraseForm({ visit, path, record }: { visit: DeskVisit; path: string; record: RecordView }) {
  const { t, may } = visit;
  if (!may('testimony.erase')) return null;
  return (
    <section aria-labelledby="erase">
      <details open={record.eraseAsked !== null}>
        <summary>
          <h2 id="erase">{t('desk.records.erase')}</h2>
        </summary>
        <p className="quiet">{t('desk.records.eraseHint')}</p>
        <TwoPeople
          visit={visit}
          path={path}
          action="testimony.erase"
          asked={record.eraseAsked}
          doors={{ ask: 'ask-erase', confirm: 'confirm-erase' }}
          words={{ ask: t('desk.records.askErase'), confirm: t('desk.records.confirmErase') }}
        >
          <ReasonChoice t={t} />
          <label>
            {t('desk.records.typeReference')}
            <input name="typed" required autoComplete="off" dir="ltr" />
          </label>
        </TwoPeople>
      </details>
    </section>
  );
}
