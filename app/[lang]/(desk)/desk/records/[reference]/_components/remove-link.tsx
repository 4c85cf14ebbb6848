import type { Translator } from '@/lib/web/translator';

/** The form that proposes to take one link away, folded until somebody wants it. */
export function RemoveLink({
  t,
  action,
  fields,
}: {
  t: Translator;
  action: string;
  /** Which link, as the door's form says it. */
  fields: Record<string, string>;
}) {
  return (
    <details>
      <summary>{t('desk.records.linkRemove')}</summary>
      <form method="post" action={action} className="filters">
        <input type="hidden" name="take" value="remove" />
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label>
          {t('desk.records.linkWhy')}
          <input name="why" required maxLength={2000} dir="auto" />
        </label>
        <button type="submit">{t('desk.records.linkRemoveIt')}</button>
      </form>
    </details>
  );
}
