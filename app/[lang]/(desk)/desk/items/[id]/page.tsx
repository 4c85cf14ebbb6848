import type { TestimonyRecord } from '@/lib/archive/record';
import { textDirection } from '@/lib/archive/text-direction';
import { readDraft } from '@/lib/people/drafts';
import { nextItem } from '@/lib/review/next-item';
import { OPEN_STATES } from '@/lib/review/rules';
import { viewItem } from '@/lib/review/view-item';
import { deskVisit } from '@/lib/web/desk-visit';
import { formattingLocale, localHref } from '@/lib/web/languages';
import { DeskShell } from '../../../_components/desk-shell';
import { RevealedText } from '../../_components/revealed-text';
import { day, isolate } from '../../_components/times';
import { UndoForm } from '../../_components/undo-form';
import { itemPath, type Query, queueQuery, readQueueQuery } from '../../queue-params';
import { BesideList } from './_components/beside-list';
import { DecisionForms } from './_components/decision-forms';
import { EditForm } from './_components/edit-form';
import { Facts } from './_components/facts';
import { ChangedFields, ItemHistory } from './_components/item-history';
import { OriginalPanel } from './_components/original-panel';
import { SuggestionList } from './_components/suggestion-list';
import type { ItemPageView } from './item-page-view';

/** One item beside its archived original, with everything that deciding about it needs. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string; id: string }>;
  searchParams: Promise<Query>;
}) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const { filter } = readQueueQuery(query);
  const path = itemPath(id, filter);
  const visit = await deskVisit(params, path);
  const { t, lang, actor, context, may } = visit;
  const viewed = await viewItem(actor, id, context);
  if (!viewed.ok) {
    return (
      <DeskShell
        visit={visit}
        path={path}
        title={t('desk.item.title')}
        room="queue"
        status={404}
        notice={query}
      >
        <h1>{t('desk.refused.no-such-item')}</h1>
        <a href={localHref(lang, '/desk')}>{t('desk.item.previous')}</a>
      </DeskShell>
    );
  }
  const item = viewed.value;
  const page: ItemPageView = {
    visit,
    item,
    from: queueQuery(filter),
    reveal: query.reveal === '1',
    drafts: await readDrafts(),
  };
  const next = await nextItem(actor, filter, id, context);
  const open = (OPEN_STATES as readonly string[]).includes(item.state);
  const title =
    item.recordKind === 'testimony' ? (item.proposal as TestimonyRecord).speaker : item.recordKind;

  async function readDrafts() {
    const doors = ['accept', 'return', 'reject', 'escalate', 'edit'];
    const kept = await Promise.all(
      doors.map((door) => readDraft(actor.id, `/desk/items/${id}/${door}`, context)),
    );
    return Object.fromEntries(
      doors.flatMap((door, at) => (Object.keys(kept[at] ?? {}).length > 0 ? [[door, kept[at] ?? {}]] : [])),
    );
  }

  return (
    <DeskShell visit={visit} path={path} title={title} room="queue" notice={query} wide>
      {typeof query.undo === 'string' ? <UndoForm visit={visit} id={query.undo} from={page.from} /> : null}
      <nav className="bar steps" aria-label={t('desk.queue.shelves')}>
        <a href={localHref(lang, `/desk${page.from}`)} data-key="k">
          {t('desk.item.previous')}
        </a>
        {next === null ? null : (
          <a href={localHref(lang, itemPath(next, filter))} data-key="j" rel="next">
            {t('desk.item.next')}
          </a>
        )}
      </nav>
      <h1>
        <bdi>{title}</bdi>
      </h1>
      <p className="quiet">
        {t('desk.item.of', {
          accession: isolate(item.accession.slug),
          day: day(item.accession.createdAt, lang),
        })}
        {item.fromOutside === null ? null : ` · ${t('desk.item.fromOutside')}`}
      </p>
      {item.recordKind === 'event' || item.recordKind === 'place' ? (
        <p>
          <a href={localHref(lang, `/desk/links/${item.recordKind}/${(item.proposal as { id: string }).id}`)}>
            {t('desk.records.links')}
          </a>
        </p>
      ) : null}
      <Corrects page={page} open={open} />
      <ChangedSince page={page} seen={query.seen} refused={query.refused} />
      <div className="item">
        <div>
          <Words page={page} />
          {item.fromOutside === null ? null : (
            <section>
              <h2>{t('desk.item.fromOutside')}</h2>
              <p dir="auto" className="said-small">
                {item.fromOutside.words}
              </p>
            </section>
          )}
          <SuggestionList page={page} />
          <OriginalPanel page={page} />
          <Facts page={page} />
          {open && may('item.edit') ? <EditForm page={page} open={page.drafts.edit !== undefined} /> : null}
        </div>
        <div className="side">
          <DecisionForms page={page} />
          <BesideList page={page} />
          <ItemHistory page={page} />
        </div>
      </div>
    </DeskShell>
  );
}

/** What accepting would change of the published record, from the record as it was when the correction began. */
function Corrects({ page: { item, visit }, open }: { page: ItemPageView; open: boolean }) {
  const { t, lang } = visit;
  if (!open || item.reference === null) return null;
  const before = item.revisions.at(-1)?.proposal;
  return (
    <section className="notice">
      <p>
        <a href={localHref(lang, `/desk/records/${item.reference}`)}>
          {t('desk.item.corrects', { reference: isolate(item.reference) })}
        </a>
      </p>
      {before === undefined ? (
        <p>{t('desk.item.correctsNothing')}</p>
      ) : (
        <>
          <h2>{t('desk.item.correctsWhat')}</h2>
          <ChangedFields t={t} before={before} after={item.proposal as unknown as Record<string, unknown>} />
        </>
      )}
    </section>
  );
}

function Words({ page }: { page: ItemPageView }) {
  const { item, visit, reveal } = page;
  const { t, lang } = visit;
  if (item.recordKind !== 'testimony') return null;
  const record = item.proposal as TestimonyRecord;
  const names = new Intl.DisplayNames(formattingLocale(lang), { type: 'language' });
  return (
    <section aria-labelledby="words" className="texts">
      <h2 id="words">
        {t('desk.item.words')} <small>{t(`desk.item.wordsOf.${record.wording}`)}</small>
      </h2>
      <div className="side-by-side">
        <RevealedText className="said" text={record.text} lang={record.lang} reveal={reveal} />
        {record.translations.map((one) => (
          <div key={one.lang}>
            <h3>
              {t('desk.item.translation', { language: names.of(one.lang) ?? one.lang })}{' '}
              <small>
                {one.machine ? t('desk.item.machine') : one.by} · {t(`desk.item.${one.status}`)}
              </small>
            </h3>
            <div className="said" lang={one.lang} dir={textDirection(one.lang)}>
              {one.text}
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

/** What changed between the version that somebody decided on and the one that is there. */
function ChangedSince({
  page,
  seen,
  refused,
}: {
  page: ItemPageView;
  seen: Query[string];
  refused: Query[string];
}) {
  const { item, visit } = page;
  const was = Number(seen);
  if (typeof refused !== 'string' || !Number.isInteger(was) || was >= item.version) return null;
  const before = item.revisions.findLast((revision) => revision.version >= was);
  return (
    <section className="notice">
      <h2>{visit.t('desk.item.changedSince', { seen: was, now: item.version })}</h2>
      {before === undefined ? (
        <p>{visit.t(`desk.states.${item.state as 'waiting'}`)}</p>
      ) : (
        <ChangedFields
          t={visit.t}
          before={before.proposal}
          after={item.proposal as unknown as Record<string, unknown>}
        />
      )}
    </section>
  );
}
