import type { DateLanguage } from './date-language';

/**
 * Months by the names in use in Syria (the Levantine ones), which is how the people who speak in this
 * archive date their days. Digits are 0 to 9: the same numbers stand beside them in EDTF, references
 * and clock times, which a reader must be able to compare and copy, and Arabic-Indic digits would be
 * set in another order around hyphens and colons. Search finds either.
 */
const MONTHS = [
  'كانون الثاني',
  'شباط',
  'آذار',
  'نيسان',
  'أيار',
  'حزيران',
  'تموز',
  'آب',
  'أيلول',
  'تشرين الأول',
  'تشرين الثاني',
  'كانون الأول',
];
const FRACTIONS = { quarter: 'الربع', third: 'الثلث', half: 'النصف' };
const NTH = ['الأول', 'الثاني', 'الثالث', 'الرابع'];
const PARTS = { year: 'السنة', month: 'الشهر' };
// The adjective agrees with its noun: the year is feminine, the month masculine.
const DOUBTS = {
  year: { approximate: 'تقريبية', uncertain: 'غير مؤكدة' },
  month: { approximate: 'تقريبي', uncertain: 'غير مؤكد' },
};

/** Dates in Arabic. */
export const arabicDates: DateLanguage = {
  unknown: 'التاريخ غير معروف',
  day: (day, month, year) => `${day} ${MONTHS[month - 1]} ${year}`,
  month: (month, year) => (Number.isNaN(year) ? `${MONTHS[month - 1]}` : `${MONTHS[month - 1]} ${year}`),
  year: String,
  time: (day, clock, zone) => `${day}، الساعة ${clock} (${zone})`,
  damascus: 'بتوقيت دمشق',
  about: (date) => `نحو ${date}`,
  uncertain: (date) => `${date} (تاريخ غير مؤكد)`,
  partly: (date, part, doubt) => `${date} (${PARTS[part]} ${DOUBTS[part][doubt]})`,
  someDayIn: (month) => `أحد أيام ${month}`,
  someMonthIn: (year) => `أحد أشهر ${year}`,
  yearUnknown: 'السنة غير معروفة',
  between: (first, last) => `بين ${first} و${last}`,
  betweenDays: (first, last, month) => `بين ${first} و${last} ${month}`,
  rounded: (year, first, last) => `نحو ${year}، بين ${first} و${last}`,
  fraction: (of, nth, year) => `${FRACTIONS[of]} ${NTH[nth - 1]} من ${year}`,
  upTo: (date) => `في وقت ما حتى ${date}`,
  from: (date) => `في وقت ما ابتداءً من ${date}`,
  oneOf: (dates) => dates.join(' أو '),
  allOf: (dates) => dates.join(' و'),
  span: (start, end) => `من ${start} إلى ${end}`,
  until: (end, startUnknown) => (startUnknown ? `حتى ${end}، والبداية غير معروفة` : `حتى ${end}`),
  since: (start, endUnknown) => (endUnknown ? `منذ ${start}، والنهاية غير معروفة` : `منذ ${start}`),
  sometime: (dates) => `في وقت ما ${dates}`,
};
