import { createTranslator } from 'use-intl/core';
import { formattingLocale, type InterfaceLanguage } from './languages';
import { ar } from './messages/ar';
import { en, type Messages } from './messages/en';

const CATALOGUES: Record<InterfaceLanguage, Messages> = { en, ar };

/**
 * Gives the function that finds interface messages (ICU MessageFormat) in `lang`, with keys checked
 * by the compiler: `t('frame.people')`. Dates in messages are days of Damascus, wherever the server is.
 * A message that is missing or malformed throws: the catalogues' test finds it before readers do.
 */
export function translator(lang: InterfaceLanguage) {
  return createTranslator<Messages>({
    locale: formattingLocale(lang),
    messages: CATALOGUES[lang],
    timeZone: 'Asia/Damascus',
    onError(error) {
      throw error;
    },
  });
}
export type Translator = ReturnType<typeof translator>;
