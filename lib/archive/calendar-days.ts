/** Year, month and day as written, as far as given; `X` for a digit that is not specified. */
export interface DatePattern {
  digits: [string] | [string, string] | [string, string, string];
}

/** First day that fits, as year, month and day from 1; null when none does. */
export function firstDay(part: DatePattern): [number, number, number] | null {
  return fittingDay(part, 1);
}
/** Last day that fits. */
export function lastDay(part: DatePattern): [number, number, number] | null {
  return fittingDay(part, -1);
}

function fittingDay(part: DatePattern, step: 1 | -1): [number, number, number] | null {
  for (const year of fitting(part.digits[0], 1, 9999, step)) {
    for (const month of fitting(part.digits[1] ?? 'XX', 1, 12, step)) {
      const [day] = fitting(part.digits[2] ?? 'XX', 1, daysIn(year, month), step);
      if (day !== undefined) return [year, month, day];
    }
  }
  return null;
}

function* fitting(pattern: string, least: number, most: number, step: 1 | -1): Generator<number> {
  if (!pattern.includes('X')) {
    const value = Number(pattern);
    if (value >= least && value <= most) yield value;
    return;
  }
  const fits = new RegExp(`^${pattern.replaceAll('X', '\\d')}$`);
  for (let value = step === 1 ? least : most; value >= least && value <= most; value += step) {
    if (fits.test(String(value).padStart(pattern.length, '0'))) yield value;
  }
}

/** Days in a month counted from 1, in the proleptic Gregorian calendar of ISO 8601. */
export function daysIn(year: number, month: number): number {
  return new Date(civilDay(year, month + 1, 0)).getUTCDate();
}

/** Midnight of a civil day in milliseconds, as if the day were one of UTC. Overflowing months and days carry over. */
export function civilDay(year: number, month: number, day: number): number {
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
