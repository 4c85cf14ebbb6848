import { pickText } from '@/lib/archive/localised';
import { RELATION_TYPES } from '@/lib/archive/vocabulary';
import { listCollections } from '@/lib/publication/open-collection';
import { type LinksView, listLinkable, type NamedLine, viewLinks } from '@/lib/publication/view-links';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { LinkedWords } from './linked-words';
import { RemoveLink } from './remove-link';

type Choices = { event: NamedLine[]; place: NamedLine[]; collection: NamedLine[] };

/** What a testimony is linked to, from either side, with the forms that propose more or less of it. */
export async function Links({
  visit,
  path,
  reference,
}: {
  visit: DeskVisit;
  path: string;
  reference: string;
}) {
  const { t, lang, actor, context, may } = visit;
  const viewed = await viewLinks(actor, reference, context);
  if (!viewed.ok) return null;
  const links = viewed.value;
  const action = localHref(lang, `${path}/link`);
  const able = may('relation.edit');
  const none = Object.values(links).every((list) => list.length === 0);
  const named = [
    ['event', t('desk.records.linkEvents'), links.events],
    ['place', t('desk.records.linkPlaces'), links.places],
    ['collection', t('desk.records.linkCollections'), links.collections],
  ] as const;
  return (
    <section aria-labelledby="links">
      <h2 id="links">{t('desk.records.links')}</h2>
      <p className="quiet">{t('desk.records.linksHint')}</p>
      {none ? <p>{t('desk.records.linksNone')}</p> : null}
      <RelationList visit={visit} action={action} links={links} able={able} />
      {named.map(([kind, title, list]) =>
        list.length === 0 ? null : (
          <div key={kind}>
            <h3>{title}</h3>
            <ul className="history">
              {list.map((one) => (
                <li key={one.slug}>
                  <Name visit={visit} kind={kind} line={one} />
                  {able ? <RemoveLink t={t} action={action} fields={{ to: `${kind}:${one.slug}` }} /> : null}
                </li>
              ))}
            </ul>
          </div>
        ),
      )}
      {able ? <AddForms visit={visit} action={action} choices={await choices(visit)} /> : null}
    </section>
  );
}

async function choices({ actor, context }: DeskVisit): Promise<Choices> {
  const [events, places, collections] = await Promise.all([
    listLinkable(actor, 'event', context),
    listLinkable(actor, 'place', context),
    listCollections(actor, context),
  ]);
  return {
    event: events.ok ? events.value : [],
    place: places.ok ? places.value : [],
    collection: collections.ok ? collections.value : [],
  };
}

function RelationList({
  visit,
  action,
  links,
  able,
}: {
  visit: DeskVisit;
  action: string;
  links: LinksView;
  able: boolean;
}) {
  const { t, lang } = visit;
  const sides = [
    ['out', links.outgoing],
    ['in', links.incoming],
  ] as const;
  if (links.outgoing.length + links.incoming.length === 0) return null;
  return (
    <ul className="history">
      {sides.flatMap(([side, list]) =>
        list.map(({ type, reason, source, other }) => {
          const relation = t(`desk.item.relations.${type}`);
          const said = pickText(reason, lang);
          return (
            <li key={`${side} ${type} ${other.reference}`}>
              <p>
                <strong>
                  {t(side === 'out' ? 'desk.records.linkOut' : 'desk.records.linkIn', { relation })}
                </strong>{' '}
                <LinkedWords visit={visit} testimony={other} />
              </p>
              <p className="quiet">
                <bdi lang={said?.lang}>{said?.text}</bdi>
                {source === null ? null : <bdi> ({source})</bdi>}
              </p>
              {able ? (
                <RemoveLink
                  t={t}
                  action={action}
                  fields={{ to: 'testimony', side, type, other: other.reference }}
                />
              ) : null}
            </li>
          );
        }),
      )}
    </ul>
  );
}

function Name({ visit: { lang }, kind, line }: { visit: DeskVisit; kind: keyof Choices; line: NamedLine }) {
  const shown = pickText(line.name, lang);
  const name = <bdi lang={shown?.lang}>{shown?.text ?? line.slug}</bdi>;
  return kind === 'collection' ? (
    <a href={localHref(lang, '/desk/collections')}>{name}</a>
  ) : (
    <a href={localHref(lang, `/desk/links/${kind}/${line.slug}`)}>{name}</a>
  );
}

function AddForms({ visit, action, choices }: { visit: DeskVisit; action: string; choices: Choices }) {
  const { t, lang } = visit;
  const why = (
    <label>
      {t('desk.records.linkWhy')}
      <input name="why" required maxLength={2000} dir="auto" />
    </label>
  );
  return (
    <details>
      <summary>{t('desk.records.linkAdd')}</summary>
      <form method="post" action={action} className="stack" data-door="link">
        <h3>{t('desk.records.linkRelate')}</h3>
        <input type="hidden" name="take" value="add" />
        <input type="hidden" name="to" value="testimony" />
        <div className="grid">
          <label>
            {t('desk.item.fields.type')}
            <select name="type">
              {RELATION_TYPES.map((type) => (
                <option key={type} value={type}>
                  {t(`desk.item.relations.${type}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('desk.records.linkSide')}
            <select name="side">
              <option value="out">{t('desk.records.linkOut', { relation: '→' })}</option>
              <option value="in">{t('desk.records.linkIn', { relation: '→' })}</option>
            </select>
          </label>
          <label>
            {t('desk.records.linkOther')}
            <input name="other" required maxLength={40} dir="ltr" spellCheck={false} />
          </label>
          <label>
            {t('desk.item.relationReason')}
            <input name="reason" required maxLength={2000} dir="auto" />
          </label>
          <label>
            {t('desk.item.relationSource')}
            <input name="source" maxLength={300} dir="ltr" />
          </label>
          {why}
        </div>
        <button type="submit">{t('desk.records.linkPropose')}</button>
      </form>
      <form method="post" action={action} className="stack">
        <h3>{t('desk.records.linkTo')}</h3>
        <input type="hidden" name="take" value="add" />
        <label>
          {t('desk.records.linkChoose')}
          <select name="to" required defaultValue="">
            <option value="">{t('desk.item.choose')}</option>
            {(
              [
                ['event', t('desk.records.linkEvents')],
                ['place', t('desk.records.linkPlaces')],
                ['collection', t('desk.records.linkCollections')],
              ] as const
            ).map(([kind, title]) => (
              <optgroup key={kind} label={title}>
                {choices[kind].map(({ slug, name }) => (
                  <option key={slug} value={`${kind}:${slug}`}>
                    {pickText(name, lang)?.text ?? slug}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        {why}
        <button type="submit">{t('desk.records.linkPropose')}</button>
      </form>
    </details>
  );
}
