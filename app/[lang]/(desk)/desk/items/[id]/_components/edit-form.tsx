import type { TestimonyRecord } from '@/lib/archive/record';
import { drafted, type ItemPageView } from '../item-page-view';
import { CollectionFields } from './collection-fields';
import { EditRefusal } from './edit-refusal';
import { ItemForm } from './item-form';
import { TestimonyFields } from './testimony-fields';

/** Editing the record that the item proposes; the archived original stays. */
export function EditForm({ page, open }: { page: ItemPageView; open: boolean }) {
  const { item, visit } = page;
  const { t } = visit;
  const refusal = drafted(page, 'edit', 'refusal');
  return (
    <details id="edit" open={open}>
      <summary data-key="e">
        <h2>{t('desk.item.edit')}</h2>
      </summary>
      <p className="quiet">{t('desk.item.editHint')}</p>
      {refusal === undefined ? null : <EditRefusal refusal={refusal} visit={page.visit} />}
      <ItemForm page={page} door="edit" className="stack edit">
        {item.recordKind === 'testimony' ? (
          <TestimonyFields page={page} record={item.proposal as TestimonyRecord} />
        ) : item.proposal.kind === 'collection' ? (
          <CollectionFields page={page} record={item.proposal} />
        ) : (
          <label>
            JSON
            <textarea
              name="record"
              rows={16}
              spellCheck={false}
              dir="ltr"
              className="code"
              defaultValue={drafted(page, 'edit', 'record') ?? JSON.stringify(item.proposal, null, 2)}
            />
          </label>
        )}
        <label>
          {t('desk.item.editWhy')}
          <input
            name="why"
            required
            maxLength={2000}
            dir="auto"
            defaultValue={drafted(page, 'edit', 'why')}
          />
        </label>
        <button type="submit">{t('desk.item.save')}</button>
      </ItemForm>
    </details>
  );
}
