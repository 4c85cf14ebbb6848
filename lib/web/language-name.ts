import { formattingLocale, type InterfaceLanguage } from './languages';

/** What a language is called in the reader's: `ar` is “Arabic”. A tag nobody knows is given back as it is. */
export function languageName(tag: string, lang: InterfaceLanguage): string {
  if (tag === 'und') return lang === 'ar' ? 'لغة غير معروفة' : 'a language not known';
  try {
    return new Intl.DisplayNames(formattingLocale(lang), { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
