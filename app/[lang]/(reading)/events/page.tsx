import { EventLine } from '@/app/_components/event-line';
import { PageShell } from '@/app/_components/page-shell';
import { Row } from '@/app/_components/row';
import { RESPONSE_EVENT_TYPES } from '@/lib/archive/vocabulary';
import { listEvents } from '@/lib/reading/browse-events';
import { connections } from '@/lib/web/connections';
import { localHref, pageLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = await pageLanguage(params);
  const t = translator(lang);
  const events = await listEvents(connections().reading);
  const there = events.filter(({ form }) => !RESPONSE_EVENT_TYPES.includes(form.type));
  const elsewhere = events.filter(({ form }) => RESPONSE_EVENT_TYPES.includes(form.type));
  return (
    <PageShell lang={lang} path="/events" title={t('reading.events.title')} room="events">
      <h1>{t('reading.events.title')}</h1>
      <p className="lead">{t(events.length === 0 ? 'reading.events.empty' : 'reading.events.lead')}</p>
      {there.length === 0 ? null : (
        <Row name={t('reading.events.there')}>
          {there.map(({ key, form }) => (
            <EventLine key={key} form={form} lang={lang} t={t} />
          ))}
        </Row>
      )}
      {elsewhere.length === 0 ? null : (
        <Row name={t('frame.response')}>
          <p>
            <a href={localHref(lang, '/response')}>{t('reading.events.onTheMap')}</a>
          </p>
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
