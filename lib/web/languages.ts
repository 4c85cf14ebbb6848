/** The languages of the interface. English has no prefix in addresses; Arabic lives under /ar. */
export const INTERFACE_LANGUAGES = ['en', 'ar'] as const;
export type InterfaceLanguage = (typeof INTERFACE_LANGUAGES)[number];

/** Reads the [lang] segment of a route. Null for anything that is not a language of the interface. */
export function readInterfaceLanguage(segment: string): InterfaceLanguage | null {
  return INTERFACE_LANGUAGES.find((lang) => lang === segment) ?? null;
}

/** The address of an interface page: `/people` in English, `/ar/people` in Arabic. `path` begins with `/`. */
export function localHref(lang: InterfaceLanguage, path: string): string {
  if (lang === 'en') return path;
  return path === '/' ? '/ar' : `/ar${path}`;
}

/**
 * The locale that formats numbers and sorts names for readers of `lang`; Arabic as it is written in
 * Syria, with the digits 0 to 9 (lib/archive/date-words-ar.ts tells why). */
export function formattingLocale(lang: InterfaceLanguage): string {
  return lang === 'ar' ? 'ar-SY-u-nu-latn' : 'en-GB';
}

/** The language of a page under app/[lang]. Addresses are rewritten so that no other value arrives. */
export async function pageLanguage(params: Promise<{ lang: string }>): Promise<InterfaceLanguage> {
  return readInterfaceLanguage((await params).lang) ?? 'en';
}
