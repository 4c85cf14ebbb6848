import { Row } from '@/app/_components/row';
import { Text } from '@/app/_components/text';
import type { FormOf } from '@/lib/archive/public-form';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import type { Translator } from '@/lib/web/translator';

/** The events that a testimony tells of, each leading to its page; nothing where there are none. */
export function EventsRow({
  form,
  lang,
  t,
}: {
  form: FormOf<'testimony'>;
  lang: InterfaceLanguage;
  t: Translator;
}) {
  if (form.events.length === 0) return null;
  return (
    <Row name={t('reading.testimony.events')}>
      <ul>
        {form.events.map((event) => (
          <li key={event.slug}>
            <a href={localHref(lang, `/events/${event.slug}`)}>
              <Text of={event.name} lang={lang} />
            </a>
          </li>
        ))}
      </ul>
    </Row>
  );
}
