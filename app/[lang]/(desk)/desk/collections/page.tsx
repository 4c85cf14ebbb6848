import { pickText } from '@/lib/archive/localised';
import { listCollections } from '@/lib/publication/open-collection';
import { deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../_components/desk-shell';
import type { Query } from '../queue-params';
import { ReasonChoice } from '../records/[reference]/_components/reason-choice';

/** Essays of records with words between them: those that are published and those being written. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Query>;
}) {
  const path = '/desk/collections';
  const [visit, query] = await Promise.all([deskVisit(params, path), searchParams]);
  const { t, lang, may } = visit;
  const listed = await listCollections(visit.actor, visit.context);
  const collections = listed.ok ? listed.value : [];
  const open = localHref(lang, `${path}/open`);
  return (
    <DeskShell
      visit={visit}
      path={path}
      title={t('desk.collections.title')}
      room="collections"
      notice={query}
    >
      <h1>{t('desk.collections.title')}</h1>
      <p className="quiet">{t('desk.collections.intro')}</p>
      {collections.length === 0 ? <p>{t('desk.collections.none')}</p> : null}
      <ul className="history">
        {collections.map(({ slug, name, parts, itemId, published }) => {
          const shown = pickText(name, lang);
          return (
            <li key={slug} className="bar">
              <strong>
                <bdi lang={shown?.lang}>{shown?.text ?? slug}</bdi>
              </strong>
              <span className="quiet">{t('desk.collections.parts', { count: parts })}</span>
              {published ? (
                <a href={localHref(lang, `/collections/${slug}`)}>{t('desk.records.seePublic')}</a>
              ) : (
                <span className="quiet">{t('desk.collections.notShown')}</span>
              )}
              {itemId !== null ? (
                <a href={localHref(lang, `/desk/items/${itemId}`)}>{t('desk.collections.waits')}</a>
              ) : may('collection.edit') ? (
                <form method="post" action={open} data-door="open">
                  <input type="hidden" name="slug" value={slug} />
                  <button type="submit" className="plain">
                    {t('desk.collections.change')}
                  </button>
                </form>
              ) : null}
              {published && may('testimony.withdraw') ? (
                <details>
                  <summary>{t('desk.records.withdraw')}</summary>
                  <form
                    method="post"
                    action={localHref(lang, `${path}/${slug}/withdraw`)}
                    className="filters"
                    data-door="withdraw-collection"
                  >
                    <ReasonChoice t={t} />
                    <button type="submit">{t('desk.records.withdraw')}</button>
                  </form>
                </details>
              ) : null}
            </li>
          );
        })}
      </ul>
      {may('collection.edit') ? (
        <section aria-labelledby="new">
          <h2 id="new">{t('desk.collections.new')}</h2>
          <form method="post" action={open} className="filters" data-door="open">
            <label>
              {t('desk.collections.nameEn')}
              <input name="name.en" lang="en" dir="ltr" maxLength={300} />
            </label>
            <label>
              {t('desk.collections.nameAr')}
              <input name="name.ar" lang="ar" dir="rtl" maxLength={300} />
            </label>
            <button type="submit">{t('desk.collections.begin')}</button>
          </form>
        </section>
      ) : null}
    </DeskShell>
  );
}
