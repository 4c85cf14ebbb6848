import type { LocalisedText } from '@/lib/archive/localised';
import type { TestimonyRecord } from '@/lib/archive/record';
import { textDirection } from '@/lib/archive/text-direction';
import { CONTENT_WARNINGS, STANCES, WORDINGS } from '@/lib/archive/vocabulary';
import { drafted, type ItemPageView } from '../item-page-view';
import { DateValue } from './facts';
import { Relations } from './relation-fields';
import { Translations } from './translation-fields';

/** The fields of a testimony's record, each with what it holds or what was typed and refused. */
export function TestimonyFields({ page, record }: { page: ItemPageView; record: TestimonyRecord }) {
  const { t, lang } = page.visit;
  const now = (name: string, value: string | null) => drafted(page, 'edit', name) ?? value ?? '';
  const text = (name: keyof TestimonyRecord & keyof Fields, value: string | null, dir = 'auto') => (
    <label>
      {t(`desk.item.fields.${name}`)}
      <input name={name} defaultValue={now(name, value)} dir={dir} />
    </label>
  );
  const list = (name: 'place' | 'events' | 'tags') => (
    <label>
      {t(`desk.item.fields.${name}`)}
      <textarea name={name} rows={2} dir="auto" defaultValue={now(name, record[name].join('\n'))} />
    </label>
  );
  return (
    <>
      <label>
        {t('desk.item.fields.text')}
        <textarea
          name="text"
          rows={6}
          required
          lang={record.lang}
          dir={textDirection(record.lang)}
          defaultValue={now('text', record.text)}
        />
      </label>
      <div className="grid">
        {text('speaker', record.speaker)}
        {text('account', record.account)}
        {text('platform', record.platform, 'ltr')}
        {text('platformId', record.platformId, 'ltr')}
        {text('url', record.url, 'ltr')}
        {text('lang', record.lang, 'ltr')}
        {text('originalLang', record.originalLang, 'ltr')}
        <Choice page={page} name="stance" value={record.stance} of={STANCES} />
        <Choice page={page} name="wording" value={record.wording} of={WORDINGS} />
        {text('ageStated', record.ageStated)}
        <label>
          {t('desk.item.fields.minor')}
          <select
            name="minor"
            defaultValue={now('minor', record.minor === null ? 'unknown' : record.minor ? 'yes' : 'no')}
          >
            <option value="unknown">{t('desk.unknown')}</option>
            <option value="yes">{t('desk.yes')}</option>
            <option value="no">{t('desk.no')}</option>
          </select>
        </label>
      </div>
      <div className="grid">
        {(['date', 'happened', 'captured'] as const).map((name) => (
          <div key={name}>
            <label>
              {t(`desk.item.fields.${name}`)} (EDTF)
              <input name={name} dir="ltr" defaultValue={now(name, record[name])} data-edtf />
            </label>
            <p className="quiet" data-edtf-words>
              {now(name, record[name]) === '' ? null : (
                <DateValue
                  page={{ t, lang }}
                  edtf={now(name, record[name])}
                  zone={record.zone ?? undefined}
                />
              )}
            </p>
          </div>
        ))}
        {text('zone', record.zone, 'ltr')}
        {text('source', record.source)}
        {text('locator', record.locator)}
      </div>
      <div className="grid">
        {list('place')}
        {list('events')}
        {list('tags')}
      </div>
      <Localised page={page} name="dateWhy" value={record.dateWhy} />
      <Localised page={page} name="speakerAs" value={record.speakerAs} />
      <Localised page={page} name="channel" value={record.channel} />
      <Localised page={page} name="context" value={record.context} long />
      <fieldset className="ticks">
        <legend>{t('desk.item.fields.warning')}</legend>
        <input type="hidden" name="warnings" value="shown" />
        {CONTENT_WARNINGS.map((warning) => (
          <label key={warning}>
            <input
              type="checkbox"
              name="warning"
              value={warning}
              defaultChecked={(page.drafts.edit?.warning ?? record.warning).includes(warning)}
            />
            {t(`reading.warnings.${warning}`)}
          </label>
        ))}
      </fieldset>
      <Translations page={page} record={record} />
      <Relations page={page} record={record} />
      <label>
        {t('desk.item.fields.rights')}
        <input name="rights" dir="auto" defaultValue={now('rights', record.rights)} />
      </label>
      <label>
        {t('desk.item.fields.note')}
        <textarea name="note" dir="auto" defaultValue={now('note', record.note)} />
      </label>
    </>
  );
}

type Fields = Record<
  | 'speaker'
  | 'account'
  | 'platform'
  | 'platformId'
  | 'url'
  | 'lang'
  | 'originalLang'
  | 'ageStated'
  | 'zone'
  | 'source'
  | 'locator',
  string
>;

function Choice<Value extends string>({
  page,
  name,
  value,
  of,
}: {
  page: ItemPageView;
  name: 'stance' | 'wording';
  value: Value;
  of: readonly Value[];
}) {
  const { t } = page.visit;
  return (
    <label>
      {t(`desk.item.fields.${name}`)}
      <select name={name} defaultValue={drafted(page, 'edit', name) ?? value}>
        {of.map((one) => (
          <option key={one} value={one}>
            {name === 'stance'
              ? t(`reading.stance.${one as 'testimony'}`)
              : t(`desk.item.wordsOf.${one as 'own'}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Localised({
  page,
  name,
  value,
  long,
}: {
  page: ItemPageView;
  name: 'context' | 'speakerAs' | 'dateWhy' | 'channel';
  value: LocalisedText | null;
  long?: boolean;
}) {
  const { t } = page.visit;
  return (
    <div className="grid two">
      {(['en', 'ar'] as const).map((language) => {
        const words = `${t(`desk.item.fields.${name}`)} (${language === 'ar' ? 'العربية' : 'English'})`;
        const field = {
          name: `${name}.${language}`,
          lang: language,
          dir: language === 'ar' ? 'rtl' : 'ltr',
          defaultValue: drafted(page, 'edit', `${name}.${language}`) ?? value?.[language] ?? '',
        };
        return long ? (
          <label key={language}>
            {words}
            <textarea {...field} rows={3} />
          </label>
        ) : (
          <label key={language}>
            {words}
            <input {...field} />
          </label>
        );
      })}
    </div>
  );
}
