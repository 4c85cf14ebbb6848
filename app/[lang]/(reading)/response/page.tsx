import { EventLine } from '@/app/_components/event-line';
import { PageShell } from '@/app/_components/page-shell';
import { Row } from '@/app/_components/row';
import { Text } from '@/app/_components/text';
import { dateInWords } from '@/lib/archive/date-words';
import { mapResponse, type ResponsePlace } from '@/lib/reading/map-response';
import { NEAR, WORLD } from '@/lib/reading/world-map';
import { connections } from '@/lib/web/connections';
import { type InterfaceLanguage, localHref, pageLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';
import { WorldMap } from './world-map';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = await pageLanguage(params);
  const t = translator(lang);
  const { cities, countries, elsewhere } = await mapResponse(connections().reading);
  const empty = cities.length + countries.length + elsewhere.length === 0;
  return (
    <PageShell lang={lang} path="/response" title={t('reading.response.title')} room="response">
      <h1>{t('reading.response.title')}</h1>
      <p className="lead">{t(empty ? 'reading.response.empty' : 'reading.response.lead')}</p>
      {cities.length + countries.length === 0 ? null : (
        <>
          <WorldMap
            map={WORLD}
            hide={NEAR}
            cities={cities}
            countries={countries}
            label={t('reading.response.mapLabel', { cities: cities.length, countries: countries.length })}
          />
          <WorldMap
            map={NEAR}
            cities={cities}
            countries={countries}
            label={t('reading.response.nearLabel')}
          />
        </>
      )}
      <Places name={t('reading.response.cities')} places={cities} numbered lang={lang} />
      <Places name={t('reading.response.countries')} places={countries} lang={lang} />
      {elsewhere.length === 0 ? null : (
        <Row name={t('reading.response.elsewhere')}>
          <div className="columns">
            {elsewhere.map(({ key, form }) => (
              <EventLine key={key} form={form} lang={lang} t={t} />
            ))}
          </div>
        </Row>
      )}
    </PageShell>
  );
}

function Places({
  name,
  places,
  numbered = false,
  lang,
}: {
  name: string;
  places: ResponsePlace[];
  numbered?: boolean;
  lang: InterfaceLanguage;
}) {
  if (places.length === 0) return null;
  const items = places.map(({ place, events }) => (
    <li key={place?.slug ?? ''}>
      {events.map(({ key, form }) => (
        <p key={key}>
          <a href={localHref(lang, `/events/${key}`)}>
            <Text of={form.name} lang={lang} />
          </a>
          <br />
          <small>{dateInWords(form.date, lang)}</small>
        </p>
      ))}
    </li>
  ));
  return (
    <Row name={name}>
      {numbered ? <ol className="numbered">{items}</ol> : <ul className="columns">{items}</ul>}
    </Row>
  );
}
