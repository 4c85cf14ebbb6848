import { dateInWords } from '@/lib/archive/date-words';
import type { FormOf } from '@/lib/archive/public-form';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import type { Translator } from '@/lib/web/translator';
import { DOT } from './dot';
import { Text } from './text';

/** An event in a list: its name, what sort it is, where it has its own line, and its date in words. */
export function EventLine({
  form,
  lang,
  t,
  date = true,
}: {
  form: FormOf<'event'>;
  lang: InterfaceLanguage;
  t: Translator;
  date?: boolean;
}) {
  return (
    <p className="event-line">
      <a href={localHref(lang, `/events/${form.slug}`)}>
        <Text of={form.name} lang={lang} />
      </a>
      <br />
      <small>
        {t(`reading.eventTypes.${form.type}`)}
        {date ? `${DOT}${dateInWords(form.date, lang)}` : null}
      </small>
    </p>
  );
}
