/** How one language says dates. Days, months and years are those of the Gregorian calendar. */
export interface DateLanguage {
  unknown: string;
  day(day: number, month: number, year: number): string;
  month(month: number, year: number): string;
  year(year: number): string;
  /** A date joined to the clock time of a zone; `zone` is already in words. */
  time(day: string, clock: string, zone: string): string;
  damascus: string;
  about(date: string): string;
  uncertain(date: string): string;
  /** Only one part of the date is in doubt. */
  partly(date: string, part: 'year' | 'month', doubt: 'approximate' | 'uncertain'): string;
  someDayIn(month: string): string;
  someMonthIn(year: string): string;
  yearUnknown: string;
  between(first: string, last: string): string;
  /** The same, for two days of one month. */
  betweenDays(first: number, last: number, month: string): string;
  rounded(year: string, first: string, last: string): string;
  fraction(of: 'quarter' | 'third' | 'half', nth: number, year: string): string;
  upTo(date: string): string;
  from(date: string): string;
  oneOf(dates: string[]): string;
  allOf(dates: string[]): string;
  span(start: string, end: string): string;
  until(end: string, startUnknown: boolean): string;
  since(start: string, endUnknown: boolean): string;
  sometime(dates: string): string;
}
