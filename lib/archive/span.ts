import { findWords } from './find-words';
import type { LocalisedText } from './localised';
import type { FormOf } from './public-form';
import { compareTexts } from './text-difference';

/** One place in one text of a testimony: from `start` up to `end`, in UTF-16 units of the archived words. */
export interface Span {
  /** `text`, `rights`, `ageStated`, or a text with its language, such as `translation.ar`, `context.en`. */
  part: string;
  start: number;
  end: number;
}

/** The texts of a testimony in which a span can be marked, each under the name of its part. */
export function spanParts(form: FormOf<'testimony'>): { part: string; lang: string; text: string }[] {
  const localised = (part: string, value: LocalisedText | null) =>
    Object.entries(value ?? {}).map(([lang, text]) => ({ part: `${part}.${lang}`, lang, text }));
  return [
    { part: 'text', lang: form.lang, text: form.text },
    ...form.translations.map(({ lang, text }) => ({ part: `translation.${lang}`, lang, text })),
    ...localised('context', form.context),
    ...localised('speakerAs', form.speaker.as),
    ...localised('channel', form.channel),
    ...localised('date', form.date.why),
    ...localised('happened', form.happened?.why ?? null),
    ...localised('captured', form.captured?.why ?? null),
    { part: 'rights', lang: 'en', text: form.rights },
    ...(form.ageStated === null ? [] : [{ part: 'ageStated', lang: 'en', text: form.ageStated }]),
  ];
}

/** How somebody says which place they mean. */
export interface Quotation {
  words: string;
  /** Where they begin, in UTF-16 units: from a selection. Counts where the words stand there to the letter. */
  start: number | null;
  /** Else the how manyeth time they stand there, from 1; needed where they stand there more than once. */
  occurrence: number | null;
}

/**
 * Finds the place that is meant, written alike or with other marks (as `withhold` finds words). Gives how
 * often the words stand there where that leaves it open, 0 being nowhere.
 */
export function findSpan(
  text: string,
  { words, start, occurrence }: Quotation,
): { start: number; end: number } | { times: number } {
  if (words !== '' && start !== null && text.startsWith(words, start)) {
    return whole(text, start, start + words.length);
  }
  const found = findWords(text, [words]).map(([from, to]) => whole(text, from, to));
  const meant = occurrence === null ? (found.length === 1 ? found[0] : undefined) : found[occurrence - 1];
  return meant ?? { times: found.length };
}

/**
 * Where a span stands after its text was corrected: with the words around it, unchanged itself. Null where
 * the correction touched it, so that nobody can say what of it would be shown.
 */
export function moveSpan(
  before: string,
  after: string,
  { start, end }: { start: number; end: number },
): { start: number; end: number } | null {
  let [old, now] = [0, 0];
  for (const piece of compareTexts(before, after)) {
    const { length } = piece.text;
    if (piece.in === 'both') {
      if (start >= old && end <= old + length) return { start: start - old + now, end: end - old + now };
    }
    if (piece.in !== 'after') old += length;
    if (piece.in !== 'before') now += length;
  }
  return null;
}

// A mark left behind would tell the letter that it stood on, and half a surrogate pair is no letter.
function whole(text: string, start: number, end: number): { start: number; end: number } {
  const cut = /[\uDC00-\uDFFF]/.test(text[start] ?? '') ? start - 1 : start;
  const rest = /^(?:[\uDC00-\uDFFF]|\p{M}|\p{Cf}|\u0640)+/u.exec(text.slice(end))?.[0].length ?? 0;
  return { start: cut, end: end + rest };
}
