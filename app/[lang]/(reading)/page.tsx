import { Byline } from '@/app/_components/byline';
import { DOT } from '@/app/_components/dot';
import { EventLine } from '@/app/_components/event-line';
import { PageShell } from '@/app/_components/page-shell';
import { Row } from '@/app/_components/row';
import { Text } from '@/app/_components/text';
import { Words } from '@/app/_components/words';
import { readFrontPage } from '@/lib/reading/front-page';
import { connections } from '@/lib/web/connections';
import { localHref, pageLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

const VOICES = 12;
const EVENTS = 8;

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = await pageLanguage(params);
  const t = translator(lang);
  const front = await readFrontPage(connections().reading);
  const { reading, testimonies, statements, sources } = front;
  return (
    <PageShell
      lang={lang}
      path="/"
      title={t('reading.home.title')}
      description={t('reading.home.lead')}
      className="home"
    >
      <h1 className="visually-hidden">{t('reading.home.title')}</h1>
      {reading === null ? (
        <p>{t('reading.home.empty')}</p>
      ) : (
        <article className="opening">
          <Words form={reading.form} lang={lang} t={t} />
          <p className="byline large">
            <Byline form={reading.form} lang={lang} />
          </p>
          <p>
            <a className="onward" href={localHref(lang, `/t/${reading.key}`)}>
              {t('reading.home.read')}
            </a>
          </p>
        </article>
      )}
      <Row name={t('frame.about')}>
        <p>{t('reading.home.lead')}</p>
        <p className="quiet">{t('reading.home.counts', { testimonies, statements, sources })}</p>
      </Row>
      <Row name={t('frame.search')}>
        <form action={localHref(lang, '/search')} method="get" className="search">
          <input
            type="search"
            name="q"
            aria-label={t('reading.home.searchLabel')}
            placeholder={t('reading.home.searchLabel')}
          />
          <button type="submit">{t('reading.home.searchButton')}</button>
        </form>
      </Row>
      <Row name={t('reading.home.people')}>
        <ul className="names">
          {front.voices.slice(0, VOICES).map(({ person }) => (
            <li key={person.key}>
              <a href={localHref(lang, `/people/${person.key}`)}>
                <Text of={person.form.name} lang={lang} />
              </a>
            </li>
          ))}
        </ul>
        <p>
          <a href={localHref(lang, '/people')}>{t('reading.home.allPeople')}</a>
        </p>
      </Row>
      <Row name={t('reading.home.days')}>
        {front.events.length === 0 ? null : (
          <div className="columns">
            {front.events.slice(0, EVENTS).map(({ key, form }) => (
              <EventLine key={key} form={form} lang={lang} t={t} />
            ))}
          </div>
        )}
        <p>
          <a href={localHref(lang, '/timeline')}>{t('reading.home.wholeTimeline')}</a>
          {DOT}
          <a href={localHref(lang, '/response')}>{t('frame.response')}</a>
        </p>
      </Row>
      {front.collections.length === 0 ? null : (
        <Row name={t('reading.home.collections')}>
          <ul>
            {front.collections.map(({ key, form }) => (
              <li key={key}>
                <a href={localHref(lang, `/collections/${key}`)}>
                  <Text of={form.name} lang={lang} />
                </a>
              </li>
            ))}
          </ul>
        </Row>
      )}
    </PageShell>
  );
}
