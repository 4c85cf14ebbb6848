import { pickText } from '@/lib/archive/localised';
import { viewLinked } from '@/lib/publication/view-links';
import { deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../../../_components/desk-shell';
import type { Query } from '../../../queue-params';
import { LinkedWords } from '../../../records/[reference]/_components/linked-words';
import { RemoveLink } from '../../../records/[reference]/_components/remove-link';

/** One event or place with the testimonies that name it, to add one and to take one away. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string; kind: string; slug: string }>;
  searchParams: Promise<Query>;
}) {
  const [{ kind: asked, slug }, query] = await Promise.all([params, searchParams]);
  const kind = asked === 'place' ? 'place' : 'event';
  const path = `/desk/links/${kind}/${slug}`;
  const visit = await deskVisit(params, path);
  const { t, lang, may } = visit;
  const viewed = await viewLinked(visit.actor, kind, slug, visit.context);
  if (!viewed.ok) {
    const title = t(`desk.records.linkList.${kind}`);
    return (
      <DeskShell visit={visit} path={path} title={title} room="records" status={404} notice={query}>
        <h1>{t(kind === 'event' ? 'desk.refused.no-such-event' : 'desk.refused.no-such-place-name')}</h1>
      </DeskShell>
    );
  }
  const { name, testimonies } = viewed.value;
  const shown = pickText(name, lang);
  const title = shown?.text ?? slug;
  const action = localHref(lang, `${path}/change`);
  return (
    <DeskShell visit={visit} path={path} title={title} room="records" notice={query}>
      <h1>
        <bdi lang={shown?.lang}>{title}</bdi>
      </h1>
      <p className="quiet bar">
        <a href={localHref(lang, `/desk/links/${kind}`)}>{t(`desk.records.linkList.${kind}`)}</a>
        <a
          href={localHref(
            lang,
            `/${kind === 'event' ? 'events' : 'search'}${kind === 'event' ? `/${slug}` : `?place=${slug}`}`,
          )}
        >
          {t('desk.records.seePublic')}
        </a>
      </p>
      <p className="quiet">{t('desk.records.linksHint')}</p>
      {testimonies.length === 0 ? <p>{t('desk.records.linksNone')}</p> : null}
      <ul className="history">
        {testimonies.map((one) => (
          <li key={one.reference}>
            <LinkedWords visit={visit} testimony={one} />
            {may('relation.edit') && one.state === 'published' ? (
              <RemoveLink t={t} action={action} fields={{ reference: one.reference }} />
            ) : null}
          </li>
        ))}
      </ul>
      {may('relation.edit') ? (
        <section aria-labelledby="add">
          <h2 id="add">{t('desk.records.linkAddTestimony')}</h2>
          <form method="post" action={action} className="filters" data-door="change">
            <input type="hidden" name="take" value="add" />
            <label>
              {t('desk.records.linkOther')}
              <input name="reference" required maxLength={40} dir="ltr" spellCheck={false} />
            </label>
            <label>
              {t('desk.records.linkWhy')}
              <input name="why" required maxLength={2000} dir="auto" />
            </label>
            <button type="submit">{t('desk.records.linkPropose')}</button>
          </form>
        </section>
      ) : null}
    </DeskShell>
  );
}
