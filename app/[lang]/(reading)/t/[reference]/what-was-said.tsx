import { Byline } from '@/app/_components/byline';
import { DOT } from '@/app/_components/dot';
import { Row } from '@/app/_components/row';
import { Text } from '@/app/_components/text';
import { Words } from '@/app/_components/words';
import { type FormOf, NAME_WITHHELD_SLUG } from '@/lib/archive/public-form';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import type { Translator } from '@/lib/web/translator';
import { RedactedRow } from './redacted-row';
import { WhenRow, WhereRow } from './where-when-source';

/** The words and what is said of them in any version: who, where, when, context, what was taken out. */
export function WhatWasSaid({
  form,
  lang,
  t,
}: {
  form: FormOf<'testimony'>;
  lang: InterfaceLanguage;
  t: Translator;
}) {
  return (
    <>
      <Words form={form} lang={lang} t={t} />
      <h1 className="byline large">
        <Byline form={form} lang={lang} />
      </h1>
      <WhoRow form={form} lang={lang} t={t} />
      <WhereRow form={form} lang={lang} t={t} />
      <WhenRow form={form} lang={lang} t={t} />
      {form.context === null ? null : (
        <Row name={t('reading.testimony.context')}>
          <p>
            <Text of={form.context} lang={lang} />
          </p>
        </Row>
      )}
      <RedactedRow form={form} t={t} />
    </>
  );
}

/** Who spoke, in what way, and where all their words are. */
function WhoRow({ form, lang, t }: { form: FormOf<'testimony'>; lang: InterfaceLanguage; t: Translator }) {
  const child =
    form.minor !== true
      ? null
      : form.ageStated === null
        ? t('reading.testimony.minor')
        : t('reading.testimony.minorAged', { age: form.ageStated });
  return (
    <Row name={t('reading.testimony.who')}>
      <p>
        {t(`reading.stance.${form.stance}`)}
        {DOT}
        {t(`reading.kinds.${form.kind}`)}
        {form.speaker.slug === NAME_WITHHELD_SLUG ? null : (
          <>
            <br />
            <a href={localHref(lang, `/people/${form.speaker.slug}`)}>
              {t.rich('reading.testimony.allWords', {
                name: () => <Text of={form.speaker.name} lang={lang} />,
              })}
            </a>
          </>
        )}
      </p>
      {child === null ? null : <p className="quiet">{child}</p>}
    </Row>
  );
}
