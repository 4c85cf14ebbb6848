import type { TestimonyRecord } from '@/lib/archive/record';
import type { Suggestion } from '@/lib/archive/suggestion';
import words from './data/words.json';
import { type FoldedText, phrasesOf } from './phrases';

const MINOR = phrasesOf(words.minor.map((one) => ({ value: one, words: one })));
const WOUNDED = phrasesOf(words.wounded.map((one) => ({ value: one, words: one })));

/** Things in the words that a curator should know of before deciding who may read them. */
export function warningsFor(record: TestimonyRecord, folded: FoldedText): Suggestion[] {
  const warnings: Suggestion[] = [];
  const warn = (code: Suggestion['code'], why: string, value?: string) => {
    warnings.push({ code, level: 'warn', ...(value === undefined ? {} : { value }), why });
  };
  const hasDigit = DIGIT.test(record.text);
  const age = hasDigit ? ageOf(record.text) : null;
  const [child] = MINOR.find(folded);
  if (age !== null) warn('minor', `The words name an age under 18 (${age}): whose is it?`, age);
  else if (child)
    warn('minor', 'The words speak of children: is one of them speaking, or to be recognised?', child.words);
  const [wounded] = WOUNDED.find(folded);
  if (wounded)
    warn('wounded', 'The words speak of wounded or dead people, who may be recognised.', wounded.words);
  if (POSITION.test(record.text)) {
    warn(
      'exact-position',
      'The words give an exact position, which could lead somebody to a person or a shelter.',
    );
  }
  if ((hasDigit && PHONE.test(record.text)) || (record.text.includes('@') && EMAIL.test(record.text))) {
    warn('contact-details', 'The words hold a telephone number or an e-mail address.');
  }
  if (HIDDEN.test(record.text)) {
    warn(
      'hidden-characters',
      'The words hold invisible signs that turn the direction of writing or hide letters.',
    );
  } else if (MIXED.test(record.speaker) || MIXED.test(record.account ?? '')) {
    warn('hidden-characters', 'The name mixes letters of several scripts that look alike.');
  }
  return warnings;
}

/** "7-year-old", "I am 7 years old", "عمري ٧ سنوات", below 18. */
function ageOf(text: string): string | null {
  const found = AGE.exec(text);
  const digits = found?.slice(1).find(Boolean);
  if (digits === undefined) return null;
  const years = Number([...digits].map(westernDigit).join(''));
  return years < 18 ? String(years) : null;
}

function westernDigit(digit: string): string {
  const value = ARABIC_DIGITS.indexOf(digit);
  return value === -1 ? digit : String(value);
}

const DIGIT = /[\d٠-٩]/;
const ARABIC_DIGITS = '٠١٢٣٤٥٦٧٨٩';
const AGE =
  /(?<!\d)(\d{1,2})[- ]years?[- ]old\b|\baged? (\d{1,2})\b|عمر(?:ي|ه|ها)\s{1,3}([\d٠-٩]{1,2})(?![\d٠-٩])|([\d٠-٩]{1,2}) (?:سنوات|سنين) (?:من العمر|عمر)/i;
const POSITION =
  /(?<![\d.])-?\d{1,2}\.\d{3,8}°?\s?[NS]?[,;\s]\s?-?\d{1,3}\.\d{3,8}(?!\d)|\d{1,2}°\s?\d{1,2}['′]|google\.[a-z.]{2,6}\/maps|goo\.gl\/maps|maps\.app\.goo\.gl|w3w\.co|what3words\.com|\b[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2}\b/i;
const PHONE = /(?<!\d)(?:\+|00)\d{1,3}[\d\s().-]{6,14}\d(?!\d)/;
const EMAIL = /[\w.+-]@[\w-]{1,63}\.[\w.-]{2}/;
const HIDDEN = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\u2061-\u2064\ufeff]/;
const MIXED =
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/u;
