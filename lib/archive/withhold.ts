import type { LocalisedText } from './localised';
import type { FormOf, PublicDate } from './public-form';
import type { WithdrawalClass } from './vocabulary';

/** The fields of a testimony that can be withheld whole. */
export const WITHHELD_FIELDS = [
  'account',
  'url',
  'channel',
  'speakerAs',
  'context',
  'places',
  'tags',
  'happened',
  'ageStated',
] as const;
export type WithheldField = (typeof WITHHELD_FIELDS)[number];

/** What readers must not see: words wherever they stand in the record, or one field whole. */
export type Withheld = { reason: WithdrawalClass } & (
  | { field: 'words'; words: string }
  | { field: WithheldField; words: null }
);

type Testimony = FormOf<'testimony'>;

/**
 * The public form of a testimony without what is withheld. In the place of words stands a mark that
 * tells neither their number nor their length; words that touch, or have only spaces between them, get
 * one mark. An address or a tag that holds withheld words goes whole, and with an account goes the
 * address of the post, which names it. What was withheld is said in `redacted`.
 */
export function withhold(form: Testimony, withheld: readonly Withheld[]): Testimony {
  if (withheld.length === 0) return form;
  const fields = new Set(withheld.map(({ field }) => field));
  const words = withheld.flatMap((one) => (one.words === null ? [] : [one.words]));
  const text = (value: string, lang: string) => blackOut(value, lang, words);
  const localised = (value: LocalisedText | null) =>
    value && Object.fromEntries(Object.entries(value).map(([lang, one]) => [lang, text(one, lang)]));
  const dated = <When extends PublicDate | null>(value: When): When =>
    value && { ...value, why: localised(value.why) };
  const holdsWords = (value: string) => findWords(value, words).length > 0;
  const handle = form.account?.handle ?? '';
  return {
    ...form,
    text: text(form.text, form.lang),
    translations: form.translations.map((one) => ({
      ...one,
      text: text(one.text, one.lang),
      by: one.by && text(one.by, one.lang),
    })),
    speaker: { ...form.speaker, as: fields.has('speakerAs') ? null : localised(form.speaker.as) },
    account: fields.has('account') || holdsWords(handle) ? null : form.account,
    channel: fields.has('channel') ? null : localised(form.channel),
    url: fields.has('url') || fields.has('account') || holdsWords(decoded(form.url ?? '')) ? null : form.url,
    date: dated(form.date),
    happened: fields.has('happened') ? null : dated(form.happened),
    captured: dated(form.captured),
    places: fields.has('places') ? [] : form.places,
    tags: fields.has('tags') ? [] : form.tags.filter(({ label }) => !holdsWords(label)),
    sources: form.sources.map((one) => ({ ...one, locator: one.locator && text(one.locator, 'en') })),
    ageStated: fields.has('ageStated') ? null : form.ageStated && text(form.ageStated, 'en'),
    context: fields.has('context') ? null : localised(form.context),
    rights: text(form.rights, 'en'),
    redacted: withheld.map(({ field, reason }) => ({ field, reason })).toSorted(byField),
  };
}

/**
 * Where words that are to be withheld still stand in something public, as a path such as
 * `speaker.name.en`; null when nowhere. The last look before it is published.
 */
export function stillShown(value: unknown, words: readonly string[], path = ''): string | null {
  if (typeof value === 'string') {
    return findWords(value, words).length > 0 || findWords(decoded(value), words).length > 0 ? path : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = stillShown(inner, words, path === '' ? name : `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

function blackOut(text: string, lang: string, words: readonly string[]): string {
  const mark = lang.startsWith('ar') ? '[محجوب]' : '[redacted]';
  let shown = '';
  let at = 0;
  for (const [start, end] of findWords(text, words)) {
    // Two withheld words with nothing but spaces between them are one gap: their number would tell.
    const between = text.slice(at, start);
    if (at === 0 || between.trim() !== '') shown += between + mark;
    at = end;
  }
  return shown + text.slice(at);
}

/** Where any of the words stand, as ranges in order that do not overlap. */
function findWords(text: string, words: readonly string[]): [number, number][] {
  const found = words
    .flatMap((one) => [...text.matchAll(patternOf(one))].map((hit) => [hit.index, hit.index + hit[0].length]))
    .toSorted(([a = 0], [b = 0]) => a - b) as [number, number][];
  const ranges: [number, number][] = [];
  for (const [start, end] of found) {
    const last = ranges.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}

// Marks and invisible letters that may stand within a word, and letters that people write for each other:
// a name must not stay because it was once written with a hamza.
const WITHIN =
  '[\\u00AD\\u0610-\\u061A\\u0640\\u064B-\\u065F\\u0670\\u200B-\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]*';
const ALIKE = ['اأإآٱ', 'هةۀ', 'يىئی', 'كک', 'وؤ'];

function patternOf(words: string): RegExp {
  const letters = [...words.replace(new RegExp(WITHIN, 'gu'), '').trim().replace(/\s+/gu, ' ')];
  const pattern = letters.map((letter) => {
    if (letter === ' ') return '\\s+';
    const alike = ALIKE.find((group) => group.includes(letter));
    return alike ? `[${alike}]` : letter.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  });
  return new RegExp(pattern.join(WITHIN) || '(?!)', 'giu');
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function byField(a: { field: string; reason: string }, b: { field: string; reason: string }): number {
  return a.field < b.field || (a.field === b.field && a.reason < b.reason) ? -1 : 1;
}
