import { Byline } from '@/app/_components/byline';
import { EventLine } from '@/app/_components/event-line';
import { NotFoundHere } from '@/app/_components/not-found-here';
import { PageShell } from '@/app/_components/page-shell';
import { Row } from '@/app/_components/row';
import { Text } from '@/app/_components/text';
import { Entry } from '@/app/_components/words';
import { dateInWords } from '@/lib/archive/date-words';
import { pickText } from '@/lib/archive/localised';
import { getSource } from '@/lib/reading/browse-sources';
import { connections } from '@/lib/web/connections';
import { localHref, pageLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

export default async function Page({ params }: { params: Promise<{ lang: string; slug: string }> }) {
  const lang = await pageLanguage(params);
  const found = await getSource(connections().reading, (await params).slug);
  if (found === null) return <NotFoundHere lang={lang} />;
  const t = translator(lang);
  const { form, key } = found.source;
  const unknown = <span className="quiet">{t('frame.unknown')}</span>;
  return (
    <PageShell
      lang={lang}
      path={`/sources/${key}`}
      title={pickText(form.label, lang)?.text ?? key}
      description={pickText(form.about, lang)?.text}
      room="sources"
    >
      <h1>
        <Text of={form.label} lang={lang} />
      </h1>
      {form.about === null ? null : (
        <p className="lead">
          <Text of={form.about} lang={lang} />
        </p>
      )}
      <Row name={t('reading.source.about')}>
        <dl className="facts">
          <div>
            <dt>{t('reading.source.title')}</dt>
            <dd>{form.title === null ? unknown : <cite dir="auto">{form.title}</cite>}</dd>
          </div>
          <div>
            <dt>{t('reading.source.author')}</dt>
            <dd>{form.author === null ? unknown : <bdi>{form.author}</bdi>}</dd>
          </div>
          <div>
            <dt>{t('reading.source.publisher')}</dt>
            <dd>{form.publisher === null ? unknown : <bdi>{form.publisher}</bdi>}</dd>
          </div>
          <div>
            <dt>{t('reading.source.date')}</dt>
            <dd>
              {form.date.edtf === null ? unknown : dateInWords(form.date, lang)}
              {form.date.why === null ? null : (
                <p className="quiet">
                  {t.rich('reading.testimony.howKnown', {
                    why: () => <Text of={form.date.why} lang={lang} />,
                  })}
                </p>
              )}
            </dd>
          </div>
          <div>
            <dt>{t('reading.source.address')}</dt>
            <dd>
              {form.url === null ? (
                unknown
              ) : (
                <a href={form.url} rel="noopener noreferrer nofollow" dir="ltr">
                  {form.url}
                </a>
              )}
            </dd>
          </div>
        </dl>
      </Row>
      <Row name={t('reading.source.testimonies')}>
        <div className="entries">
          {found.words.map((one) => (
            <Entry
              key={one.key}
              form={one.form}
              lang={lang}
              t={t}
              byline={<Byline form={one.form} lang={lang} />}
            />
          ))}
        </div>
        {found.total <= found.words.length ? null : (
          <p>
            <a href={localHref(lang, `/search?source=${key}`)}>
              {t('reading.source.all', { count: found.total })}
            </a>
          </p>
        )}
      </Row>
      {found.events.length === 0 ? null : (
        <Row name={t('reading.source.events')}>
          {found.events.map((event) => (
            <EventLine key={event.key} form={event.form} lang={lang} t={t} />
          ))}
        </Row>
      )}
    </PageShell>
  );
}
