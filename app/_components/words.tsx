import type { FormOf } from '@/lib/archive/public-form';
import { textDirection } from '@/lib/archive/text-direction';
import { chooseTexts, type ShownText } from '@/lib/reading/choose-texts';
import { languageName } from '@/lib/web/language-name';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import { translationLabel } from '@/lib/web/translation-label';
import type { Translator } from '@/lib/web/translator';
import { DOT } from './dot';

interface WordsProps {
  form: FormOf<'testimony'>;
  lang: InterfaceLanguage;
  t: Translator;
}

/**
 * A testimony's words at their largest, in every language that they are there in. Where a warning is
 * set, they stand behind a choice that needs no script.
 */
export function Words({ form, lang, t }: WordsProps) {
  const texts = chooseTexts(form, lang);
  const body = texts.map((text, at) => (
    <div key={`${text.role}-${text.lang}`} className={at === 0 ? 'text first' : 'text'}>
      {text.role === 'original' && at > 0 ? (
        <p className="label">{t('reading.words.original', { language: languageName(text.lang, lang) })}</p>
      ) : null}
      {text.role === 'translation' ? <TranslationLabel text={text} lang={lang} t={t} /> : null}
      <Quote form={form} text={text} first={at === 0} />
    </div>
  ));
  return (
    <div className="words">
      {form.wording === 'reported' ? <p className="label reported">{t('reading.words.reported')}</p> : null}
      <Warned form={form} lang={lang} t={t}>
        {body}
      </Warned>
    </div>
  );
}

/** A testimony in a list: its words for this reader, who said them, and when; the words lead to its page. */
export function Entry({ form, lang, t, byline }: WordsProps & { byline: React.ReactNode }) {
  const [text] = chooseTexts(form, lang);
  const href = localHref(lang, `/t/${form.reference}`);
  const shown = shorten(text.text);
  return (
    <article className="entry">
      <Warned form={form} lang={lang} t={t}>
        <blockquote
          className={form.wording === 'reported' ? 'reported' : 'quoted'}
          lang={text.lang}
          dir={textDirection(text.lang)}
        >
          <a href={href}>{shown}</a>
        </blockquote>
      </Warned>
      <p className="byline">
        {byline}
        {form.wording === 'reported' ? `${DOT}${t('reading.words.reportedShort')}` : null}
        {text.role === 'translation' ? `${DOT}${t(`reading.words.${shortLabel(text)}`)}` : null}
      </p>
    </article>
  );
}

function Quote({ form, text, first }: { form: FormOf<'testimony'>; text: ShownText; first: boolean }) {
  const size = text.text.length <= 140 ? 'short' : text.text.length <= 420 ? 'middling' : 'long';
  return (
    <blockquote
      className={`${form.wording === 'reported' ? 'reported' : 'quoted'} ${first ? size : 'second'}`}
      lang={text.lang}
      dir={textDirection(text.lang)}
      data-words={text.role === 'original' ? '' : undefined}
    >
      {text.text}
    </blockquote>
  );
}

function TranslationLabel({
  text,
  lang,
  t,
}: {
  text: Extract<ShownText, { role: 'translation' }>;
  lang: InterfaceLanguage;
  t: Translator;
}) {
  return <p className="label">{translationLabel(text, lang, t)}</p>;
}

function shortLabel({ translation }: Extract<ShownText, { role: 'translation' }>) {
  if (!translation.machine) return 'humanShort';
  return translation.status === 'reviewed' ? 'machineReviewedShort' : 'machineUnreviewedShort';
}

/** Words behind a choice where a warning is set; a choice that needs no script. */
export function Warned({ form, lang, t, children }: WordsProps & { children: React.ReactNode }) {
  if (form.warnings.length === 0) return children;
  const list = new Intl.ListFormat(lang, { type: 'conjunction' });
  const warnings = list.format(form.warnings.map((warning) => t(`reading.warnings.${warning}`)));
  return (
    <details className="warned">
      <summary>
        <span>{t('reading.words.warning', { warnings })}</span> <b>{t('reading.words.open')}</b>
      </summary>
      {children}
    </details>
  );
}

const LONGEST_IN_A_LIST = 260;

/** Cuts at a word, so that a list of long texts stays a list. */
function shorten(text: string): string {
  if (text.length <= LONGEST_IN_A_LIST) return text;
  const cut = text.slice(0, LONGEST_IN_A_LIST);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_IN_A_LIST - 40)).trimEnd()} …`;
}
