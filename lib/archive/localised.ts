import { z } from 'zod';

/** BCP 47 language tag, as far as the archive uses them: `en`, `ar`, `ar-SY`, `und` for unknown. */
export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a BCP 47 language tag such as en, ar or und');

/** A text the archive itself wrote, by language. */
export const localisedText = z.record(languageTag, z.string().min(1));
export type LocalisedText = z.infer<typeof localisedText>;

/** A plain string stands for its own language, told by its script: Arabic letters are `ar`, else `en`. */
export const localisedInput = z
  .union([localisedText, z.string().min(1)])
  .transform(
    (value): LocalisedText => (typeof value === 'string' ? { [scriptLanguage(value)]: value } : value),
  );

function scriptLanguage(text: string): 'ar' | 'en' {
  return /\p{Script=Arabic}/u.test(text) ? 'ar' : 'en';
}

/**
 * Picks the text to show a reader of `lang`, with the language it is really in, so that the page can
 * mark it. Falls back to English, then to whatever is there; null when there is nothing.
 */
export function pickText(
  text: LocalisedText | null | undefined,
  lang: string,
): { text: string; lang: string } | null {
  if (!text) return null;
  for (const wanted of [lang, 'en', ...Object.keys(text)]) {
    const found = text[wanted];
    if (found !== undefined) return { text: found, lang: wanted };
  }
  return null;
}
