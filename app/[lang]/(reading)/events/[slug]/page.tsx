import { Byline } from '@/app/_components/byline';
import { NotFoundHere } from '@/app/_components/not-found-here';
import { PageShell } from '@/app/_components/page-shell';
import { Row } from '@/app/_components/row';
import { Text } from '@/app/_components/text';
import { Entry } from '@/app/_components/words';
import { dateInWords } from '@/lib/archive/date-words';
import { pickText } from '@/lib/archive/localised';
import { getEvent } from '@/lib/reading/browse-events';
import type { StoredForm } from '@/lib/reading/stored-form';
import { connections } from '@/lib/web/connections';
import { type InterfaceLanguage, localHref, pageLanguage } from '@/lib/web/languages';
import { type Translator, translator } from '@/lib/web/translator';

export default async function Page({ params }: { params: Promise<{ lang: string; slug: string }> }) {
  const lang = await pageLanguage(params);
  const found = await getEvent(connections().reading, (await params).slug);
  if (found === null) return <NotFoundHere lang={lang} />;
  const t = translator(lang);
  const { form, key } = found.event;
  const hasWords = found.inside.length + found.outside.length > 0;
  return (
    <PageShell
      lang={lang}
      path={`/events/${key}`}
      title={pickText(form.name, lang)?.text ?? key}
      description={pickText(form.about, lang)?.text}
      room="events"
    >
      <h1>
        <Text of={form.name} lang={lang} />
      </h1>
      {form.about === null ? null : (
        <p className="lead">
          <Text of={form.about} lang={lang} />
        </p>
      )}
      <Row name={t('reading.event.when')}>
        <p>
          {dateInWords(form.date, lang)}
          {form.date.why === null ? null : (
            <>
              <br />
              <span className="quiet">
                {t.rich('reading.testimony.howKnown', { why: () => <Text of={form.date.why} lang={lang} /> })}
              </span>
            </>
          )}
        </p>
      </Row>
      <Row name={t('reading.event.where')}>
        <p>
          {form.places.length === 0
            ? t('reading.testimony.placeUnknown')
            : form.places.map((place, at) => (
                <span key={place.slug}>
                  {at === 0 ? null : lang === 'ar' ? '، ' : ', '}
                  <Text of={place.name} lang={lang} />
                </span>
              ))}
        </p>
      </Row>
      <Row name={t('reading.event.sources')}>
        {form.sources.map((source) => (
          <p key={source.slug}>
            <a href={localHref(lang, `/sources/${source.slug}`)}>
              <Text of={source.label} lang={lang} />
            </a>
          </p>
        ))}
        {form.sources.length === 0 ? <p>{t('reading.testimony.noSource')}</p> : null}
        {form.credit === null ? null : (
          <p className="quiet">{t('reading.event.credit', { credit: form.credit })}</p>
        )}
      </Row>
      {hasWords ? (
        <section className="sides" aria-label={t('reading.event.sideBySide')}>
          <p className="quiet">{t('reading.event.sideBySide')}</p>
          <Side
            name={t('reading.event.inside')}
            empty={t('reading.event.nothingInside')}
            words={found.inside}
            lang={lang}
            t={t}
          />
          <Side
            name={t('reading.event.outside')}
            empty={t('reading.event.nothingOutside')}
            words={found.outside}
            lang={lang}
            t={t}
          />
        </section>
      ) : null}
    </PageShell>
  );
}

function Side({
  name,
  empty,
  words,
  lang,
  t,
}: {
  name: string;
  empty: string;
  words: StoredForm<'testimony'>[];
  lang: InterfaceLanguage;
  t: Translator;
}) {
  return (
    <div className="side entries">
      <h2>{name}</h2>
      {words.length === 0 ? <p className="quiet">{empty}</p> : null}
      {words.map(({ key, form }) => (
        <Entry key={key} form={form} lang={lang} t={t} byline={<Byline form={form} lang={lang} />} />
      ))}
    </div>
  );
}
