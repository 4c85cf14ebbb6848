import { pickText } from '@/lib/archive/localised';
import type { RecordView } from '@/lib/publication/list-records';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { TwoPeople } from './two-people';

/** Whose words they are: to protect the name everywhere, or to show it again by two people. */
export function SpeakerName({
  visit,
  path,
  record,
  refusal,
}: {
  visit: DeskVisit;
  path: string;
  record: RecordView;
  /** Why protecting it was refused, in English. */
  refusal: string | string[] | undefined;
}) {
  const { t, lang, may } = visit;
  const { speaker } = record;
  const name = pickText(speaker.name, lang);
  return (
    <section aria-labelledby="speaker">
      <h2 id="speaker">{t('desk.records.speaker')}</h2>
      <p>
        <bdi lang={name?.lang}>{name?.text}</bdi>
        {speaker.nameProtected ? <strong> · {t('desk.records.nameProtected')}</strong> : null}
      </p>
      {speaker.nameProtected ? (
        <>
          <ToldBy visit={visit} toldBy={speaker.toldBy} />
          <p className="quiet">{t('desk.records.revealHint')}</p>
          <TwoPeople
            visit={visit}
            path={path}
            action="name.reveal"
            asked={speaker.asked}
            doors={{ ask: 'ask-reveal', confirm: 'confirm-reveal' }}
            words={{ ask: t('desk.records.reveal'), confirm: t('desk.records.confirmReveal') }}
          />
        </>
      ) : may('testimony.redact') ? (
        <>
          <p className="quiet">{t('desk.records.protectHint')}</p>
          {refusal === undefined ? null : (
            <p className="notice refusal" lang="en" dir="ltr">
              {refusal}
            </p>
          )}
          <form method="post" action={localHref(lang, `${path}/protect-name`)} data-door="protect-name">
            <button type="submit">{t('desk.records.protect')}</button>
          </form>
        </>
      ) : null}
    </section>
  );
}

function ToldBy({
  visit: { t, lang },
  toldBy,
}: {
  visit: DeskVisit;
  toldBy: RecordView['speaker']['toldBy'];
}) {
  if (toldBy.length === 0) return null;
  return (
    <div className="notice">
      <p>{t('desk.records.nameToldBy')}</p>
      <ul>
        {toldBy.map(({ kind, key }) => (
          <li key={`${kind} ${key}`}>
            {kind === 'testimony' ? (
              <a href={localHref(lang, `/desk/records/${key}`)}>{key}</a>
            ) : (
              <bdi>{key}</bdi>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
