import { pickText } from '@/lib/archive/localised';
import { listLinkable } from '@/lib/publication/view-links';
import { deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../../_components/desk-shell';

/** All events, or all places, with how many testimonies name each. */
export default async function Page({ params }: { params: Promise<{ lang: string; kind: string }> }) {
  const kind = (await params).kind === 'place' ? 'place' : 'event';
  const path = `/desk/links/${kind}`;
  const visit = await deskVisit(params, path);
  const { t, lang } = visit;
  const listed = await listLinkable(visit.actor, kind, visit.context);
  const title = t(`desk.records.linkList.${kind}`);
  return (
    <DeskShell visit={visit} path={path} title={title} room="records">
      <h1>{title}</h1>
      <p className="quiet">{t('desk.records.linkListHint')}</p>
      <ul className="history">
        {(listed.ok ? listed.value : []).map(({ slug, name, count }) => {
          const shown = pickText(name, lang);
          return (
            <li key={slug} className="bar">
              <a href={localHref(lang, `${path}/${slug}`)}>
                <bdi lang={shown?.lang}>{shown?.text ?? slug}</bdi>
              </a>
              <span className="quiet">{t('desk.records.linkCount', { count })}</span>
            </li>
          );
        })}
      </ul>
    </DeskShell>
  );
}
