import { DOT } from '@/app/_components/dot';
import { Row } from '@/app/_components/row';
import { Text } from '@/app/_components/text';
import { dateInWords } from '@/lib/archive/date-words';
import { pickText } from '@/lib/archive/localised';
import type { FormOf, PublicDate } from '@/lib/archive/public-form';
import { DEFAULT_RIGHTS } from '@/lib/archive/vocabulary';
import { platformName } from '@/lib/reading/citation/csl-item';
import { dayInZone } from '@/lib/reading/day-in-zone';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import type { Translator } from '@/lib/web/translator';

interface Props {
  form: FormOf<'testimony'>;
  lang: InterfaceLanguage;
  t: Translator;
}

/** Where it was posted or said, and about which place. */
export function WhereRow({ form, lang, t }: Props) {
  const account =
    form.account === null ? null : (pickText(form.account.name, lang)?.text ?? form.account.slug);
  const platform = form.account?.platform ?? form.platform;
  return (
    <Row name={t('reading.testimony.where')}>
      <p>
        {platform === null ? null : form.account === null || account === null ? (
          t('reading.testimony.accountOnly', { platform: platformName(platform) })
        ) : (
          <a href={localHref(lang, `/search?account=${form.account.slug}`)}>
            <bdi>{t('reading.testimony.account', { platform: platformName(platform), account })}</bdi>
          </a>
        )}
        {form.channel === null ? null : (
          <>
            {platform === null ? null : <br />}
            <Text of={form.channel} lang={lang} />
          </>
        )}
        {platform === null && form.channel === null ? t('reading.testimony.channelUnknown') : null}
      </p>
      {form.url === null ? null : (
        <p className="quiet">
          {t('reading.testimony.originalAddress')}
          <br />
          <a href={form.url} rel="noopener noreferrer nofollow" dir="ltr">
            {form.url}
          </a>
        </p>
      )}
      <p>
        {form.places.length === 0
          ? t('reading.testimony.placeUnknown')
          : form.places.map((place, at) => (
              <span key={place.slug}>
                {at === 0 ? null : lang === 'ar' ? '، ' : ', '}
                <a href={localHref(lang, `/search?place=${place.slug}`)}>
                  <Text of={place.name} lang={lang} />
                </a>
              </span>
            ))}
      </p>
    </Row>
  );
}

/** When, with its uncertainty in words and how it is known. */
export function WhenRow({ form, lang, t }: Props) {
  return (
    <Row name={t('reading.testimony.when')}>
      <p>
        {form.date.edtf === null
          ? t('reading.testimony.saidUnknown')
          : t('reading.testimony.said', { date: dateInWords(form.date, lang) })}
        <Bounds date={form.date} lang={lang} t={t} />
      </p>
      {form.date.why === null ? null : (
        <p className="quiet">
          {t.rich('reading.testimony.howKnown', { why: () => <Text of={form.date.why} lang={lang} /> })}
        </p>
      )}
      {form.happened === null ? null : (
        <p>{t('reading.testimony.happened', { date: dateInWords(form.happened, lang) })}</p>
      )}
      {form.captured === null ? null : (
        <p className="quiet">{t('reading.testimony.captured', { date: dateInWords(form.captured, lang) })}</p>
      )}
    </Row>
  );
}

/** The days that an uncertain date can mean. A known day needs no such sentence. */
function Bounds({ date, lang, t }: { date: PublicDate; lang: InterfaceLanguage; t: Translator }) {
  const [earliest, latest] = [dayInZone(date.earliest, date.zone), dayInZone(date.latest, date.zone)];
  if (earliest === latest) return null;
  const words = (day: string) => dateInWords({ edtf: day }, lang);
  const said =
    earliest === null
      ? t('reading.testimony.until', { latest: words(latest ?? '') })
      : latest === null
        ? t('reading.testimony.since', { earliest: words(earliest) })
        : t('reading.testimony.between', { earliest: words(earliest), latest: words(latest) });
  return (
    <>
      <br />
      <span className="quiet">{said}</span>
    </>
  );
}

/** Where the archive has it from, on what ground it shows it, and who looked at it. */
export function SourceRow({ form, lang, t }: Props) {
  return (
    <Row name={t('reading.testimony.source')}>
      {form.sources.length === 0 ? <p>{t('reading.testimony.noSource')}</p> : null}
      {form.sources.map((source) => (
        <p key={source.slug}>
          <a href={localHref(lang, `/sources/${source.slug}`)}>
            <Text of={source.label} lang={lang} />
          </a>
          {source.locator === null ? null : (
            <>
              {lang === 'ar' ? '، ' : ', '}
              <bdi>{t('reading.testimony.locator', { locator: source.locator })}</bdi>
            </>
          )}
          <br />
          <span className="quiet">
            {[
              source.publisher ?? t('reading.testimony.publisherUnknown'),
              source.author ?? t('reading.testimony.authorUnknown'),
              source.title ?? t('reading.testimony.titleUnknown'),
            ].map((part, at) => (
              <span key={part}>
                {at === 0 ? null : DOT}
                <bdi>{part}</bdi>
              </span>
            ))}
          </span>
        </p>
      ))}
      <p className="quiet">
        {t(`reading.testimony.original.${form.original}`)} {t(`reading.testimony.basis.${form.basis}`)}{' '}
        {t(`reading.testimony.reviewed.${form.reviewedBy}`)}
      </p>
      <p className="quiet">
        {t('reading.testimony.rights')}
        {': '}
        <bdi>{form.rights === DEFAULT_RIGHTS ? t('reading.testimony.rightsDefault') : form.rights}</bdi>
      </p>
    </Row>
  );
}
