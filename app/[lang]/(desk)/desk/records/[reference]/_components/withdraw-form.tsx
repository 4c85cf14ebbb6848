import type { DeskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { ReasonChoice } from './reason-choice';

/** Takes the record off every public surface. */
export function WithdrawForm({ visit, path }: { visit: DeskVisit; path: string }) {
  const { t, lang, may } = visit;
  if (!may('testimony.withdraw')) return null;
  return (
    <section aria-labelledby="withdraw">
      <h2 id="withdraw">{t('desk.records.withdraw')}</h2>
      <p className="quiet">{t('desk.records.withdrawHint')}</p>
      <form
        method="post"
        action={localHref(lang, `${path}/withdraw`)}
        className="filters"
        data-door="withdraw"
      >
        <ReasonChoice t={t} />
        <button type="submit">{t('desk.records.withdraw')}</button>
      </form>
    </section>
  );
}
