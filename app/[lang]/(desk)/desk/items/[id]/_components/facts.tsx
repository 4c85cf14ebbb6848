import { dateInWords } from '@/lib/archive/date-words';
import { computeDate } from '@/lib/archive/edtf-date';
import type { LocalisedText } from '@/lib/archive/localised';
import type { TestimonyRecord } from '@/lib/archive/record';
import { languageName } from '@/lib/web/language-name';
import { deskItem } from '@/lib/web/messages/en/desk-item';
import { reading } from '@/lib/web/messages/en/reading';
import type { Translator } from '@/lib/web/translator';
import { isolate } from '../../../_components/times';
import type { ItemPageView } from '../item-page-view';

const SHOWN_ABOVE = new Set(['text', 'translations', 'format']);
const DATES = new Set(['date', 'happened', 'captured']);

/** Everything that the record says, field by field; dates in plain words with their bounds. */
export function Facts({ page }: { page: ItemPageView }) {
  const { item, visit } = page;
  const { t } = visit;
  const record = item.proposal as unknown as Record<string, unknown>;
  const said = Object.entries(record).filter(
    ([name, value]) =>
      !SHOWN_ABOVE.has(name) && value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{t('desk.item.facts')}</h2>
      <dl className="fields">
        {said.map(([name, value]) => (
          <div key={name}>
            <dt>{label(t, name)}</dt>
            <dd>
              {DATES.has(name) && typeof value === 'string' ? (
                <DateValue
                  page={{ t, lang: visit.lang }}
                  edtf={value}
                  zone={(record as Partial<TestimonyRecord>).zone ?? undefined}
                />
              ) : (
                <bdi>{ownWord(name, value, page.visit) ?? inWords(value, t)}</bdi>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A date as it is written, in words, and as the instants that it can mean. */
export function DateValue({
  page: { t, lang },
  edtf,
  zone,
}: {
  page: { t: Translator; lang: 'en' | 'ar' };
  edtf: string;
  zone?: string | undefined;
}) {
  const computed = computeDate(edtf, zone);
  const instant = (at: string | null) =>
    at === null ? t('desk.item.unbounded') : isolate(at.replace('T', ' ').replace('Z', ''));
  return (
    <>
      {dateInWords({ edtf, zone }, lang)} <code dir="ltr">{edtf}</code>
      <br />
      <small>
        {computed.ok
          ? t('desk.item.dateBounds', {
              earliest: instant(computed.value.earliest),
              latest: instant(computed.value.latest),
            })
          : t('desk.item.dateUnread')}
      </small>
    </>
  );
}

/** A value of one of the closed lists, or a language, as the reader's language calls it. */
function ownWord(name: string, value: unknown, { t, lang }: ItemPageView['visit']): string | null {
  if (typeof value !== 'string') return null;
  if (name === 'lang' || name === 'originalLang') return languageName(value, lang);
  if (name === 'kind' && value in reading.kinds) return t(`reading.kinds.${value as 'post'}`);
  if (name === 'stance' && value in reading.stance) return t(`reading.stance.${value as 'testimony'}`);
  if (name === 'wording' && value in deskItem.wordsOf) return t(`desk.item.wordsOf.${value as 'own'}`);
  return null;
}

function label(t: Translator, name: string): string {
  return name in deskItem.fields ? t(`desk.item.fields.${name as 'kind'}`) : name;
}

function inWords(value: unknown, t: Translator): string {
  if (typeof value === 'boolean') return value ? t('desk.yes') : t('desk.no');
  if (Array.isArray(value)) return value.map((one) => inWords(one, t)).join(' · ');
  if (typeof value !== 'object' || value === null) return String(value);
  const localised = value as LocalisedText;
  if (Object.values(localised).every((words) => typeof words === 'string' || words === null)) {
    return Object.values(localised).filter(Boolean).join(' / ');
  }
  return JSON.stringify(value);
}
