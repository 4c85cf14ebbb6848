import type { TestimonyRecord } from '@/lib/archive/record';
import { RELATION_TYPES } from '@/lib/archive/vocabulary';
import { drafted, type ItemPageView } from '../item-page-view';

/** The relations that there are, each to be kept or ended, and room for one more. */
export function Relations({ page, record }: { page: ItemPageView; record: TestimonyRecord }) {
  const { t } = page.visit;
  return (
    <fieldset className="stack">
      <legend>{t('desk.item.fields.relations')}</legend>
      <input type="hidden" name="relations" value="shown" />
      {record.relations.map((one) => (
        <label key={`${one.type} ${one.to}`}>
          <input type="checkbox" name="relation.keep" value={JSON.stringify(one)} defaultChecked />
          <bdi>
            {t(`desk.item.relations.${one.type}`)} {one.to}: {Object.values(one.reason)[0]}
            {one.source === null ? null : ` (${one.source})`}
          </bdi>
        </label>
      ))}
      <div className="grid">
        <label>
          {t('desk.item.fields.type')}
          <select name="relation.type" defaultValue="corroborates">
            {RELATION_TYPES.map((type) => (
              <option key={type} value={type}>
                {t(`desk.item.relations.${type}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('desk.item.fields.reference')}
          <input name="relation.to" dir="ltr" defaultValue={drafted(page, 'edit', 'relation.to')} />
        </label>
        <label>
          {t('desk.item.relationReason')}
          <input name="relation.reason" dir="auto" defaultValue={drafted(page, 'edit', 'relation.reason')} />
        </label>
        <label>
          {t('desk.item.relationSource')}
          <input name="relation.source" dir="ltr" defaultValue={drafted(page, 'edit', 'relation.source')} />
        </label>
      </div>
    </fieldset>
  );
}
