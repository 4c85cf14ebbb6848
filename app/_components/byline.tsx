import { dateInWords } from '@/lib/archive/date-words';
import { pickText } from '@/lib/archive/localised';
import { type FormOf, NAME_WITHHELD_SLUG } from '@/lib/archive/public-form';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import { DOT } from './dot';
import { Text } from './text';

// A date that a line of the narrowest screen has room for is not broken over two.
const LONGEST_WHOLE = 26;

/** Who said it and when, as it stands under words in a list. */
export function Byline({
  form,
  lang,
  who = true,
  when = true,
}: {
  form: FormOf<'testimony'>;
  lang: InterfaceLanguage;
  /** False where the page is about this speaker. */
  who?: boolean;
  /** False where it stands under its date. */
  when?: boolean;
}) {
  // Some are known by what they were alone: “civilians in Aleppo”.
  const as = pickText(form.speaker.as, lang);
  const named = pickText(form.speaker.name, lang);
  const hasMore = as !== null && as.text.toLowerCase() !== named?.text.toLowerCase();
  const said = dateInWords(form.date, lang);
  return (
    <>
      {who ? (
        <>
          {form.speaker.slug === NAME_WITHHELD_SLUG ? (
            <Text of={form.speaker.name} lang={lang} />
          ) : (
            <a href={localHref(lang, `/people/${form.speaker.slug}`)}>
              <Text of={form.speaker.name} lang={lang} />
            </a>
          )}
          {hasMore ? (
            <span className="as">
              {lang === 'ar' ? '، ' : ', '}
              <Text of={form.speaker.as} lang={lang} />
            </span>
          ) : null}
        </>
      ) : null}
      {who && when ? DOT : null}
      {when ? (
        <a
          className={said.length <= LONGEST_WHOLE ? 'when whole' : 'when'}
          href={localHref(lang, `/t/${form.reference}`)}
        >
          {said}
        </a>
      ) : null}
    </>
  );
}
