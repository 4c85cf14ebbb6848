import { Byline } from '@/app/_components/byline';
import { DOT } from '@/app/_components/dot';
import { Text } from '@/app/_components/text';
import { Warned } from '@/app/_components/words';
import { textDirection } from '@/lib/archive/text-direction';
import type { Range } from '@/lib/search/highlight';
import type { FoundItem } from '@/lib/search/search-testimonies';
import { languageName } from '@/lib/web/language-name';
import { localHref } from '@/lib/web/languages';
import { excerpt, type Piece } from './excerpt';
import type { Answered } from './room';

/** The findings: each with its words around the match, who, when, where from; a translation beside it. */
export function Hits({ lang, t, parameters, answer }: Answered) {
  const first = (parameters.page - 1) * parameters.perPage + 1;
  return (
    <ol className="hits" start={first}>
      {answer.items.map((item) => (
        <li key={item.form.reference}>
          <Hit {...{ lang, t, item }} />
        </li>
      ))}
    </ol>
  );
}

function Hit({ lang, t, item }: Pick<Answered, 'lang' | 't'> & { item: FoundItem }) {
  const { form, highlights } = item;
  const marks = (field: string) => highlights.find((one) => one.field === field)?.ranges ?? [];
  const translations = form.translations.filter(
    (translation) =>
      marks(`translation:${translation.lang}`).length > 0 || translation.lang.split('-')[0] === lang,
  );
  const contexts = Object.entries(form.context ?? {}).filter(([tag]) => marks(`context:${tag}`).length > 0);
  const style = form.wording === 'reported' ? 'reported' : 'quoted';
  return (
    <article className="entry">
      <Warned form={form} lang={lang} t={t}>
        <div className={translations.length > 0 ? 'beside' : undefined}>
          <blockquote className={style} lang={form.lang} dir={textDirection(form.lang)}>
            <a href={localHref(lang, `/t/${form.reference}`)}>
              <Marked text={form.text} ranges={marks('text')} />
            </a>
          </blockquote>
          {translations.map((translation) => (
            <div key={translation.lang}>
              <blockquote className={style} lang={translation.lang} dir={textDirection(translation.lang)}>
                <Marked text={translation.text} ranges={marks(`translation:${translation.lang}`)} />
              </blockquote>
              <p className="label">
                {t(translation.machine ? 'search.machineTranslation' : 'search.translation', {
                  language: languageName(translation.lang, lang),
                })}
              </p>
            </div>
          ))}
        </div>
        {contexts.map(([tag, text]) => (
          <p key={tag} className="in-context" lang={tag} dir={textDirection(tag)}>
            <Marked text={text} ranges={marks(`context:${tag}`)} />
          </p>
        ))}
      </Warned>
      <p className="byline">
        <Byline form={form} lang={lang} />
        {form.wording === 'reported' ? `${DOT}${t('reading.words.reportedShort')}` : null}
        {form.sources[0] ? (
          <>
            {DOT}
            <a href={localHref(lang, `/sources/${form.sources[0].slug}`)}>
              <Text of={form.sources[0].label} lang={lang} />
            </a>
          </>
        ) : null}
      </p>
    </article>
  );
}

function Marked({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  return excerpt(text, ranges).map((piece: Piece) =>
    piece.lit ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
  );
}
