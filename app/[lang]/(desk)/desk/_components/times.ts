import { formattingLocale, type InterfaceLanguage } from '@/lib/web/languages';

// The desk's clocks show the archive's zone to everybody, so that two curators read one time.
export const ZONE = 'Asia/Damascus';

// The short forms of Arabic dates are figures and strokes whose order a neighbour's direction turns.
const STYLE = { en: 'medium', ar: 'long' } as const;

/** A day as people write it: “24 Nov 2026”. */
export function day(at: Date, lang: InterfaceLanguage): string {
  return new Intl.DateTimeFormat(formattingLocale(lang), { dateStyle: STYLE[lang], timeZone: ZONE }).format(
    at,
  );
}

/** A day with hour and minute, in Damascus. */
export function moment(at: Date, lang: InterfaceLanguage): string {
  const said = new Intl.DateTimeFormat(formattingLocale(lang), {
    dateStyle: STYLE[lang],
    timeStyle: 'short',
    timeZone: ZONE,
  }).format(at);
  // The half of the day does not go to a line of its own.
  return said.replace(/\s(?=\S+$)/u, '\u00a0');
}

/** Hour and minute, in Damascus. */
export function hour(at: Date, lang: InterfaceLanguage): string {
  return new Intl.DateTimeFormat(formattingLocale(lang), { timeStyle: 'short', timeZone: ZONE }).format(at);
}

/** Wraps a name or a number so that its direction does not turn the sentence around it (UAX #9). */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
