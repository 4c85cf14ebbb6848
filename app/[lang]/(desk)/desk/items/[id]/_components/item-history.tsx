import { canonicalJson, type Json } from '@/lib/custody/canonical-json';
import type { Revision } from '@/lib/review/view-item';
import { desk } from '@/lib/web/messages/en/desk';
import { deskItem } from '@/lib/web/messages/en/desk-item';
import type { Translator } from '@/lib/web/translator';
import { TextDifference } from '../../../_components/text-difference';
import { isolate, moment } from '../../../_components/times';
import type { ItemPageView } from '../item-page-view';

/** Decisions, changes and custody of an item, and what each change replaced. */
export function ItemHistory({ page: { item, visit } }: { page: ItemPageView }) {
  const { t, lang } = visit;
  if (item.decisions.length + item.custody.length + item.revisions.length === 0) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t('desk.item.history')}</h2>
      <ol className="history">
        {item.decisions.map((one) => (
          <li key={`d${one.at.toISOString()}${one.decision}`}>
            {t(`desk.decisions.${one.decision as 'accept'}`)}
            {one.reason === null ? null : `: ${t(`desk.reasons.${one.reason as 'forged'}`)}`}{' '}
            <small>
              <bdi>{t('desk.item.byOn', { by: isolate(one.by), time: moment(one.at, lang) })}</bdi>
            </small>
            {one.note === null ? null : <blockquote dir="auto">{one.note}</blockquote>}
          </li>
        ))}
        {item.custody
          .filter(({ type }) => type !== 'decided')
          .map((one) => (
            <li key={`c${one.at.toISOString()}${one.type}`}>
              {one.type in desk.log.types ? t(`desk.log.types.${one.type as 'edited'}`) : one.type}{' '}
              <small>
                <bdi>{t('desk.item.byOn', { by: isolate(one.by), time: moment(one.at, lang) })}</bdi>
              </small>
            </li>
          ))}
      </ol>
      {item.revisions.map((revision, at) => {
        const after = (item.revisions[at - 1]?.proposal ?? item.proposal) as Record<string, unknown>;
        return (
          <details key={revision.version}>
            <summary>
              {t('desk.item.versionReplaced', { version: revision.version, by: isolate(revision.by) })}{' '}
              <small>{moment(revision.at, lang)}</small>
            </summary>
            <p dir="auto">{revision.why}</p>
            <ChangedFields t={t} before={revision.proposal} after={after} />
          </details>
        );
      })}
    </section>
  );
}

/** The fields in which two proposals differ, each with its difference marked. */
export function ChangedFields({
  t,
  before,
  after,
}: {
  t: Translator;
  before: Revision['proposal'];
  after: Record<string, unknown>;
}) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => plain(before[name]) !== plain(after[name]),
  );
  return (
    <dl className="fields">
      {names.map((name) => (
        <div key={name}>
          <dt>{name in deskItem.fields ? t(`desk.item.fields.${name as 'kind'}`) : name}</dt>
          <dd>
            <TextDifference t={t} before={plain(before[name])} after={plain(after[name])} lang={null} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : canonicalJson(value as Json);
}
