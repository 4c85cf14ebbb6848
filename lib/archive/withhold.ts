import { findWords } from './find-words';
import type { LocalisedText } from './localised';
import type { FormOf, PublicDate } from './public-form';
import type { Span } from './span';
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

/** What readers must not see: words wherever they stand in the record, at one place, or one field whole. */
export type Withheld = { reason: WithdrawalClass } & (
  | { field: 'words'; words: string }
  | { field: 'span'; span: Span }
  | { field: WithheldField }
);

type Testimony = FormOf<'testimony'>;

/**
 * The public form of a testimony without what is withheld. In the place of words stands a mark that
 * tells neither their number nor their length; words that touch, or have only spaces between them, get
 * one mark. An address or a tag that holds withheld words goes whole, and with an account goes the
 * address of the post, which names it. What was withheld is said in `redacted`, where a span is said as
 * words are: in which text it stood is not told.
 */
export function withhold(form: Testimony, withheld: readonly Withheld[]): Testimony {
  if (withheld.length === 0) return form;
  const fields = new Set(withheld.map(({ field }) => field));
  const words = withheld.flatMap((one) => (one.field === 'words' ? [one.words] : []));
  const spans = withheld.flatMap((one) => (one.field === 'span' ? [one.span] : []));
  const text = (value: string, lang: string, part?: string) =>
    blackOut(value, lang, [...findWords(value, words), ...rangesIn(value, part, spans)]);
  const localised = (value: LocalisedText | null, part: string) =>
    value &&
    Object.fromEntries(
      Object.entries(value).map(([lang, one]) => [lang, text(one, lang, `${part}.${lang}`)]),
    );
  const dated = <When extends PublicDate | null>(value: When, part: string): When =>
    value && { ...value, why: localised(value.why, part) };
  const holdsWords = (value: string) => findWords(value, words).length > 0;
  const handle = form.account?.handle ?? '';
  return {
    ...form,
    text: text(form.text, form.lang, 'text'),
    translations: form.translations.map((one) => ({
      ...one,
      text: text(one.text, one.lang, `translation.${one.lang}`),
      by: one.by && text(one.by, one.lang),
    })),
    speaker: {
      ...form.speaker,
      as: fields.has('speakerAs') ? null : localised(form.speaker.as, 'speakerAs'),
    },
    account: fields.has('account') || holdsWords(handle) ? null : form.account,
    channel: fields.has('channel') ? null : localised(form.channel, 'channel'),
    url: fields.has('url') || fields.has('account') || holdsWords(decoded(form.url ?? '')) ? null : form.url,
    date: dated(form.date, 'date'),
    happened: fields.has('happened') ? null : dated(form.happened, 'happened'),
    captured: dated(form.captured, 'captured'),
    places: fields.has('places') ? [] : form.places,
    tags: fields.has('tags') ? [] : form.tags.filter(({ label }) => !holdsWords(label)),
    sources: form.sources.map((one) => ({ ...one, locator: one.locator && text(one.locator, 'en') })),
    ageStated: fields.has('ageStated') ? null : form.ageStated && text(form.ageStated, 'en', 'ageStated'),
    context: fields.has('context') ? null : localised(form.context, 'context'),
    rights: text(form.rights, 'en', 'rights'),
    redacted: withheld
      .map(({ field, reason }) => ({ field: field === 'span' ? 'words' : field, reason }))
      .toSorted(byField),
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

function blackOut(text: string, lang: string, found: readonly [number, number][]): string {
  const mark = lang.startsWith('ar') ? '[محجوب]' : '[redacted]';
  let shown = '';
  let at = 0;
  for (const [start, end] of apart(found)) {
    // Two withheld words with nothing but spaces between them are one gap: their number would tell.
    const between = text.slice(at, start);
    if (at === 0 || between.trim() !== '') shown += between + mark;
    at = end;
  }
  return shown + text.slice(at);
}

/** The spans of one text. Where it is shorter than they say, they take what is there: never less. */
function rangesIn(text: string, part: string | undefined, spans: readonly Span[]): [number, number][] {
  return spans
    .filter((span) => span.part === part && span.start < text.length)
    .map(({ start, end }) => [start, Math.min(end, text.length)]);
}

/** The same ranges in order, those that touch as one. */
function apart(found: readonly [number, number][]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const [start, end] of found.toSorted(([a], [b]) => a - b)) {
    const last = ranges.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
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
