import { deskItem } from '@/lib/web/messages/en/desk-item';
import { TextDifference } from '../../../_components/text-difference';
import { isolate } from '../../../_components/times';
import type { ItemPageView } from '../item-page-view';
import { ItemForm } from './item-form';

const EDITABLE = new Set(['lang', 'speaker', 'platformId', 'url', 'date', 'account', 'platform']);

/** What intake noticed, each with its ground; a suggested value is taken over by a form of one button. */
export function SuggestionList({ page }: { page: ItemPageView }) {
  const { item, visit } = page;
  const { t, may } = visit;
  if (item.suggestions.length === 0) return null;
  const text = 'text' in item.proposal ? item.proposal.text : '';
  return (
    <section aria-labelledby="suggestions">
      <h2 id="suggestions">{t('desk.item.suggestions')}</h2>
      <ul className="suggestions">
        {item.suggestions.map((one) => (
          <li key={JSON.stringify(one)} className={one.level}>
            <strong>{one.code in deskItem.codes ? t(`desk.item.codes.${one.code}`) : one.code}</strong>{' '}
            {typeof one.value === 'string' && !COMPARED.has(one.code) ? (
              <>
                <bdi>{one.value}</bdi>{' '}
              </>
            ) : null}
            <Ground visit={visit} code={one.code} why={one.why} />
            {one.sure === undefined ? null : (
              <small> {t('desk.item.sure', { percent: Math.round(one.sure * 100) })}</small>
            )}
            {typeof one.value === 'string' && COMPARED.has(one.code) ? (
              <TextDifference t={t} before={one.value} after={text} lang={null} />
            ) : null}
            {one.level === 'suggest' &&
            typeof one.value === 'string' &&
            one.field !== undefined &&
            EDITABLE.has(one.field) &&
            may('item.edit') ? (
              <ItemForm page={page} door="edit">
                <input type="hidden" name={one.field} value={one.value} />
                <input type="hidden" name="why" value={`Suggested at import (${one.code}): ${one.why}`} />
                <button type="submit" className="plain">
                  {t('desk.item.takeOver', { value: isolate(one.value) })}
                </button>
              </ItemForm>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The ground as intake wrote it down, in English; elsewhere what its code says, and then the English. */
function Ground({ visit, code, why }: { visit: ItemPageView['visit']; code: string; why: string }) {
  const { t, lang } = visit;
  const known = lang !== 'en' && code in deskItem.grounds ? (code as keyof typeof deskItem.grounds) : null;
  if (known === null) {
    return (
      <span lang="en" dir="ltr" className="quiet">
        {why}
      </span>
    );
  }
  return (
    <>
      <span className="quiet">{t(`desk.item.grounds.${known}`)}</span>
      {/* A name or a number in it is worth reading in whatever language. */}
      {/[\d“]/.test(why) ? (
        <small lang="en" dir="ltr" className="quiet">
          {why}
        </small>
      ) : null}
    </>
  );
}

const COMPARED = new Set(['near-same', 'text-differs', 'other-words']);
