import { dateInWords } from '@/lib/archive/date-words';
import { computeDate } from '@/lib/archive/edtf-date';
import type { LocalisedText } from '@/lib/archive/localised';
import type { TestimonyRecord } from '@/lib/archive/record';
import { deskItem } from '@/lib/web/messages/en/desk-item';
import type { Translator } from '@/lib/web/translator';
import { isolate } from '../../../_components/times';
import type { ItemPageView } from '../item-page-view';

const SHOWN_ABOVE = new Set(['text', 'translations', 'format']);
const DATES = new Set(['date', 'happened', 'captured']);

/** Everything that the record says, field by field; dates in plain words with their bounds. */
export function Facts({ page: { item, visit } }: { page: ItemPageView }) {
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
                <bdi>{inWords(value, t)}</bdi>
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
