import type { ReactNode } from 'react';
import type { Action } from '@/lib/access/policy';
import type { Asked } from '@/lib/publication/list-records';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { isolate } from '../../../_components/times';

/**
 * What needs two people: one asks and says why, another confirms. `fields` go with either form; `children`
 * are what the second person fills in.
 */
export function TwoPeople({
  visit,
  path,
  action = 'testimony.restore',
  asked,
  doors,
  words,
  fields = {},
  children,
}: {
  visit: DeskVisit;
  /** The page that the doors stand on. */
  path: string;
  /** What both must be allowed to do. */
  action?: Action;
  asked: Asked | null;
  doors: { ask: string; confirm: string };
  words: { ask: string; confirm: string };
  fields?: Record<string, string>;
  children?: ReactNode;
}) {
  const { t, lang, may } = visit;
  const hidden = Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  return (
    <>
      {asked === null ? null : (
        <p>
          {asked.mine
            ? t('desk.records.askedByYou')
            : t('desk.records.asked', { name: isolate(asked.by), why: isolate(asked.why) })}
        </p>
      )}
      {may(action) && (asked === null || asked.mine) ? (
        <form
          method="post"
          action={localHref(lang, `${path}/${doors.ask}`)}
          className="filters"
          data-door={doors.ask}
        >
          {hidden}
          <label>
            {t('desk.records.why')}
            <input name="why" required maxLength={2000} dir="auto" defaultValue={asked?.why} />
          </label>
          <button type="submit">{words.ask}</button>
        </form>
      ) : null}
      {may(action) && asked !== null && !asked.mine ? (
        <form
          method="post"
          action={localHref(lang, `${path}/${doors.confirm}`)}
          className={children === undefined ? undefined : 'filters'}
          data-door={doors.confirm}
        >
          {hidden}
          {children}
          <button type="submit">{words.confirm}</button>
        </form>
      ) : null}
    </>
  );
}
