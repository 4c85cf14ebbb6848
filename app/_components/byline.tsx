import { dateInWords } from '@/lib/archive/date-words';
import type { FormOf } from '@/lib/archive/public-form';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import { Text } from './text';

/** Who said it and when, as it stands under words in a list. */
export function Byline({
  form,
  lang,
  who = true,
}: {
  form: FormOf<'testimony'>;
  lang: InterfaceLanguage;
  /** False where the page is about this speaker. */
  who?: boolean;
}) {
  const when = dateInWords(form.date, lang);
  return (
    <>
      {who ? (
        <>
          <a href={localHref(lang, `/people/${form.speaker.slug}`)}>
            <Text of={form.speaker.name} lang={lang} />
          </a>
          {form.speaker.as === null ? null : (
            <span className="as">
              {lang === 'ar' ? '، ' : ', '}
              <Text of={form.speaker.as} lang={lang} />
            </span>
          )}{' '}
        </>
      ) : null}
      <a className="when" href={localHref(lang, `/t/${form.reference}`)}>
        <time>{when}</time>
      </a>
    </>
  );
}
