import { Fragment } from 'react';
import type { JsonValue } from '@/lib/archive/json';
import type { Suggestion } from '@/lib/archive/suggestion';
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
            {COMPARED.has(one.code) ? null : <SuggestedValue visit={visit} value={one.value} />}
            <Ground visit={visit} code={one.code} why={one.why} />
            {one.sure === undefined ? null : (
              <small> {t('desk.item.sure', { percent: Math.round(one.sure * 100) })}</small>
            )}
            {typeof one.value === 'string' && COMPARED.has(one.code) ? (
              <TextDifference t={t} before={one.value} after={text} lang={null} />
            ) : null}
            {may('item.edit') ? <TakeOver page={page} suggestion={one} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The form of one button that takes a suggested value over, where there is one for a field of its own. */
function TakeOver({ page, suggestion }: { page: ItemPageView; suggestion: Suggestion }) {
  const { code, level, field, value, why } = suggestion;
  const offered = level === 'suggest' ? value : isObject(value) ? value.fromId : undefined;
  if (typeof offered !== 'string' || field === undefined || !EDITABLE.has(field)) return null;
  return (
    <ItemForm page={page} door="edit">
      <input type="hidden" name={field} value={offered} />
      <input type="hidden" name="why" value={`Suggested at import (${code}): ${why}`} />
      <button type="submit" className="plain">
        {page.visit.t('desk.item.takeOver', { value: isolate(offered) })}
      </button>
    </ItemForm>
  );
}

/** What was noticed, whole: two times that differ, where a short address leads, a list, or one value. */
function SuggestedValue({
  visit: { t },
  value,
}: {
  visit: ItemPageView['visit'];
  value: Suggestion['value'];
}) {
  if (isObject(value)) {
    const { stated, fromId, short, long } = value;
    if (typeof stated === 'string' && typeof fromId === 'string') {
      return <>{t('desk.item.twoTimes', { stated: isolate(stated), fromId: isolate(fromId) })} </>;
    }
    if (typeof short === 'string' && typeof long === 'string') {
      return <>{t('desk.item.leadsTo', { short: isolate(short), long: isolate(long) })} </>;
    }
    return null;
  }
  const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return values.map((one) => (
    <Fragment key={String(one)}>
      <bdi>{String(one)}</bdi>{' '}
    </Fragment>
  ));
}

function isObject(value: Suggestion['value']): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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

/** Their value is other words, which are shown against those of the item. */
const COMPARED = new Set<string>(['near-same', 'text-differs', 'other-words']);
