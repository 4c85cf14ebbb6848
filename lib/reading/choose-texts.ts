import type { FormOf } from '@/lib/archive/public-form';

type Translation = FormOf<'testimony'>['translations'][number];

/** One of the texts of a testimony: its own words, or a translation of them. */
export type ShownText = { lang: string; text: string } & (
  | { role: 'original' }
  | { role: 'translation'; translation: Translation }
);

/**
 * The texts of a testimony in the order that a reader of `lang` wants them: a text in that language
 * first, then the original, then other translations.
 */
export function chooseTexts(form: FormOf<'testimony'>, lang: string): [ShownText, ...ShownText[]] {
  const original: ShownText = { role: 'original', lang: form.lang, text: form.text };
  const translations = form.translations.map(
    (translation): ShownText => ({
      role: 'translation',
      lang: translation.lang,
      text: translation.text,
      translation,
    }),
  );
  if (isLanguage(form.lang, lang)) return [original, ...translations];
  const [own, ...others] = [
    ...translations.filter((text) => isLanguage(text.lang, lang)),
    original,
    ...translations.filter((text) => !isLanguage(text.lang, lang)),
  ];
  return [own ?? original, ...others];
}

function isLanguage(tag: string, lang: string): boolean {
  return tag.split('-')[0] === lang;
}
