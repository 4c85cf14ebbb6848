import { Byline } from '@/app/_components/byline';
import { EventLine } from '@/app/_components/event-line';
import { PageShell } from '@/app/_components/page-shell';
import { Row } from '@/app/_components/row';
import { Entry } from '@/app/_components/words';
import { dateInWords } from '@/lib/archive/date-words';
import type { StoredForm } from '@/lib/reading/stored-form';
import { readTimeline, type TimelineGroup } from '@/lib/reading/timeline';
import { connections } from '@/lib/web/connections';
import { type InterfaceLanguage, localHref, pageLanguage } from '@/lib/web/languages';
import { type Translator, translator } from '@/lib/web/translator';
import { anchorOf } from './anchor';
import { MonthStrip } from './month-strip';

const SHOWN_OF_A_DATE = 12;

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = await pageLanguage(params);
  const t = translator(lang);
  const timeline = await readTimeline(connections().reading);
  const empty = timeline.months.length + timeline.undated.length === 0;
  return (
    <PageShell lang={lang} path="/timeline" title={t('reading.timeline.title')} room="timeline">
      <h1>{t('reading.timeline.title')}</h1>
      <p className="lead">{t(empty ? 'reading.timeline.empty' : 'reading.timeline.lead')}</p>
      {timeline.months.map(({ month, groups }) => {
        const name = dateInWords({ edtf: month }, lang);
        return (
          <section key={month} className="month" aria-labelledby={`m-${month}`}>
            <h2 id={`m-${month}`}>{name}</h2>
            <MonthStrip
              month={month}
              groups={groups}
              lang={lang}
              label={t('reading.timeline.stripLabel', { month: name })}
            />
            {groups.map((group) => (
              <Group key={anchorOf(group)} group={group} lang={lang} t={t} />
            ))}
          </section>
        );
      })}
      {timeline.undated.length === 0 ? null : (
        <section className="month" aria-labelledby="undated">
          <h2 id="undated">{t('reading.timeline.undated')}</h2>
          <p className="quiet">{t('reading.timeline.undatedLead')}</p>
          <Words words={timeline.undated} lang={lang} t={t} />
        </section>
      )}
      {timeline.left === 0 ? null : (
        <p>
          <a href={localHref(lang, '/search?sort=oldest')}>
            {t('reading.timeline.more', { count: timeline.left })}
          </a>
        </p>
      )}
    </PageShell>
  );
}

function Group({ group, lang, t }: { group: TimelineGroup; lang: InterfaceLanguage; t: Translator }) {
  return (
    <Row name={dateInWords(group.date, lang)} id={anchorOf(group)}>
      {group.events.length === 0 ? null : (
        <div className={group.events.length > 4 ? 'columns' : undefined}>
          {group.events.map(({ key, form }) => (
            <EventLine key={key} form={form} lang={lang} t={t} date={false} />
          ))}
        </div>
      )}
      <Words words={group.inside} name={t('reading.event.inside')} lang={lang} t={t} />
      <Words words={group.outside} name={t('reading.event.outside')} lang={lang} t={t} />
    </Row>
  );
}

function Words({
  words,
  name,
  lang,
  t,
}: {
  words: StoredForm<'testimony'>[];
  name?: string;
  lang: InterfaceLanguage;
  t: Translator;
}) {
  if (words.length === 0) return null;
  const left = words.length - SHOWN_OF_A_DATE;
  return (
    <div className="entries small">
      {name === undefined ? null : <h3>{name}</h3>}
      {words.slice(0, SHOWN_OF_A_DATE).map(({ key, form }) => (
        <Entry
          key={key}
          form={form}
          lang={lang}
          t={t}
          byline={<Byline form={form} lang={lang} when={false} />}
        />
      ))}
      {left <= 0 ? null : (
        <p>
          <a href={localHref(lang, '/search?sort=oldest')}>{t('reading.timeline.more', { count: left })}</a>
        </p>
      )}
    </div>
  );
}
