import type { DateLanguage } from './date-language';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const NTH = ['first', 'second', 'third', 'fourth'];

/** Dates in English: day, month in full, year, so that no reader takes one for the other. */
export const englishDates: DateLanguage = {
  unknown: 'date unknown',
  day: (day, month, year) => `${day} ${MONTHS[month - 1]} ${year}`,
  month: (month, year) => (Number.isNaN(year) ? `${MONTHS[month - 1]}` : `${MONTHS[month - 1]} ${year}`),
  year: String,
  time: (day, clock, zone) => `${day}, ${clock} (${zone})`,
  damascus: 'Damascus time',
  about: (date) => `about ${date}`,
  uncertain: (date) => `${date}, uncertain`,
  partly: (date, part, doubt) => `${date}, the ${part} ${doubt}`,
  someDayIn: (month) => `some day in ${month}`,
  someMonthIn: (year) => `some month in ${year}`,
  yearUnknown: 'year unknown',
  between: (first, last) => `between ${first} and ${last}`,
  betweenDays: (first, last, month) => `between ${first} and ${last} ${month}`,
  rounded: (year, first, last) => `about ${year}, between ${first} and ${last}`,
  fraction: (of, nth, year) => `the ${NTH[nth - 1]} ${of} of ${year}`,
  upTo: (date) => `some time up to ${date}`,
  from: (date) => `some time from ${date} on`,
  oneOf: (dates) => joined(dates, 'or'),
  allOf: (dates) => joined(dates, 'and'),
  span: (start, end) => `from ${start} to ${end}`,
  until: (end, startUnknown) => (startUnknown ? `until ${end}, start unknown` : `until ${end}`),
  since: (start, endUnknown) => (endUnknown ? `from ${start}, end unknown` : `from ${start} on`),
  sometime: (dates) => `some time ${dates}`,
};

function joined(dates: string[], word: string): string {
  return dates.length < 2 ? dates.join('') : `${dates.slice(0, -1).join(', ')} ${word} ${dates.at(-1)}`;
}
