import type { ShownText } from '@/lib/reading/choose-texts';
import { languageName } from './language-name';
import type { InterfaceLanguage } from './languages';
import type { Translator } from './translator';

/** Says of a translation which language it is in and who made it, in words of `lang`. */
export function translationLabel(
  text: Extract<ShownText, { role: 'translation' }>,
  lang: InterfaceLanguage,
  t: Translator,
): string {
  const { machine, status, by } = text.translation;
  const made = machine
    ? t(status === 'reviewed' ? 'reading.words.machineReviewed' : 'reading.words.machineUnreviewed')
    : by === null
      ? t('reading.words.humanUnnamed')
      : t('reading.words.human', { by });
  const language = t('reading.words.translation', { language: languageName(text.lang, lang) });
  return `${language}${lang === 'ar' ? '، ' : ', '}${made}`;
}
