import { textDirection } from '@/lib/archive/text-direction';
import type { RecordView } from '@/lib/publication/list-records';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { languageName } from '@/lib/web/language-name';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import type { desk } from '@/lib/web/messages/en/desk';
import type { Translator } from '@/lib/web/translator';
import { ReasonChoice } from './reason-choice';

type PartKind = keyof (typeof desk)['records']['spanParts'];

/** What a text of the record is called, such as “the translation, Arabic”. */
export function partName(part: string, t: Translator, lang: InterfaceLanguage): string {
  const [kind = '', language = ''] = part.split('.');
  return t(`desk.records.spanParts.${kind as PartKind}`, { language: languageName(language, lang) });
}

/** The form that takes out one place of one text, quoted or marked in the texts beside it. */
export function SpanForm({
  visit,
  path,
  parts,
  typed,
}: {
  visit: DeskVisit;
  path: string;
  parts: RecordView['parts'];
  /** What was typed into a field when it was refused. */
  typed: (name: string) => string | undefined;
}) {
  const { t, lang } = visit;
  if (parts.length === 0) return null;
  const mine = (name: string) => (typed('field') === 'span' ? typed(name) : undefined);
  return (
    <section aria-labelledby="span">
      <h3 id="span">{t('desk.records.span')}</h3>
      <p className="quiet">{t('desk.records.spanHint')}</p>
      <form method="post" action={localHref(lang, `${path}/redact`)} className="stack" data-span>
        <input type="hidden" name="field" value="span" />
        <input type="hidden" name="start" />
        <label>
          {t('desk.records.spanPart')}
          <select name="part" required defaultValue={mine('part')}>
            {parts.map(({ part }) => (
              <option key={part} value={part}>
                {partName(part, t, lang)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('desk.records.spanWords')}
          <textarea name="words" rows={2} dir="auto" maxLength={500} required defaultValue={mine('words')} />
        </label>
        <label>
          {t('desk.records.spanTime')}
          <input
            name="occurrence"
            inputMode="numeric"
            pattern="[0-9]{0,9}"
            defaultValue={mine('occurrence')}
          />
        </label>
        <ReasonChoice t={t} chosen={mine('reason')} />
        <button type="submit">{t('desk.records.span')}</button>
      </form>
      <details>
        <summary>{t('desk.records.spanTexts')}</summary>
        {parts.map(({ part, lang: tag, text }) => (
          <figure key={part}>
            <figcaption className="quiet">{partName(part, t, lang)}</figcaption>
            <div className="said" lang={tag} dir={textDirection(tag)} data-part={part}>
              {text}
            </div>
          </figure>
        ))}
      </details>
    </section>
  );
}
