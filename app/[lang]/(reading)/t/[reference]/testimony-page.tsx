import { Byline } from '@/app/_components/byline';
import { PageShell } from '@/app/_components/page-shell';
import { Row } from '@/app/_components/row';
import { Text } from '@/app/_components/text';
import { Entry } from '@/app/_components/words';
import { dateInWords } from '@/lib/archive/date-words';
import { pickText } from '@/lib/archive/localised';
import { publicUrl } from '@/lib/env';
import type { Found } from '@/lib/reading/get-testimony';
import { testimonyJsonLd } from '@/lib/reading/json-ld';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import { type Translator, translator } from '@/lib/web/translator';
import { CiteRow, VerifyRow } from './cite-and-verify';
import { EventsRow } from './events-row';
import { TestimonyHead } from './testimony-head';
import { WhatWasSaid } from './what-was-said';
import { SourceRow } from './where-when-source';

type Published = Extract<Found, { state: 'published' }>;

/** A testimony: the words, then the person, then everything that tells how we know. */
export function TestimonyPage({
  found,
  lang,
  today,
}: {
  found: Published;
  lang: InterfaceLanguage;
  /** The day on which the page is read, for the citation. */
  today: Date;
}) {
  const t = translator(lang);
  const { testimony, relations, sameHours } = found;
  const { form, key } = testimony;
  const name = pickText(form.speaker.name, lang)?.text ?? form.speaker.slug;
  const title = t('reading.testimony.title', { name, date: dateInWords(form.date, lang) });
  return (
    <PageShell
      lang={lang}
      path={`/t/${key}`}
      title={title}
      className="testimony"
      picture={`${localHref(lang, `/t/${key}`)}.png`}
      head={<TestimonyHead testimony={testimony} title={title} lang={lang} />}
    >
      <article>
        <WhatWasSaid form={form} lang={lang} t={t} />
        <EventsRow form={form} lang={lang} t={t} />
        <BesideRow relations={relations} lang={lang} t={t} />
        {sameHours.length === 0 ? null : (
          <Row
            name={t(
              form.stance === 'testimony'
                ? 'reading.testimony.sameHoursTestimony'
                : 'reading.testimony.sameHoursStatement',
            )}
          >
            <div className="entries">
              {sameHours.map((other) => (
                <Entry
                  key={other.key}
                  form={other.form}
                  lang={lang}
                  t={t}
                  byline={<Byline form={other.form} lang={lang} />}
                />
              ))}
            </div>
            <p className="quiet">{t('reading.testimony.noVerdict')}</p>
          </Row>
        )}
        <SourceRow form={form} lang={lang} t={t} />
        <CiteRow testimony={testimony} t={t} today={today} />
        <VerifyRow found={found} lang={lang} t={t} />
        <Row name={t('reading.testimony.concern')} className="on-screen">
          <p>
            <a href={localHref(lang, `/report/${key}`)}>{t('reading.testimony.concern')}</a>
            <br />
            <span className="quiet">{t('reading.testimony.concernWhy')}</span>
          </p>
        </Row>
      </article>
      <script src="/reading.js" defer />
      <script
        type="application/ld+json"
        // Linked data has no other way into a page; `<` is escaped, so that no text can end the element.
        dangerouslySetInnerHTML={{
          __html: JSON.stringify(
            // Search engines show what stands here: words with a warning would reach who chose nothing.
            testimonyJsonLd(testimony, publicUrl(), { words: form.warnings.length === 0 }),
          ).replaceAll('<', '\\u003c'),
        }}
      />
    </PageShell>
  );
}

function BesideRow({
  relations,
  lang,
  t,
}: {
  relations: Published['relations'];
  lang: InterfaceLanguage;
  t: Translator;
}) {
  if (relations.length === 0) return null;
  return (
    <Row name={t('reading.testimony.beside')}>
      <div className="entries">
        {relations.map(({ type, direction, reason, testimony: other }) => (
          <div key={`${type}-${direction}-${other.key}`}>
            {/* Two that agree or disagree do so both ways, whichever was written first. */}
            <h3>{t(`reading.testimony.${direction === 'out' ? 'relations' : 'relationsIn'}.${type}`)}</h3>
            <Entry form={other.form} lang={lang} t={t} byline={<Byline form={other.form} lang={lang} />} />
            <p className="quiet">
              <Text of={reason} lang={lang} />
            </p>
          </div>
        ))}
      </div>
    </Row>
  );
}
