import { type ComputedDate, computeDate, type DateRefusal, DEFAULT_ZONE } from '@/lib/archive/edtf-date';
import type { TestimonyRecord } from '@/lib/archive/record';
import type { Suggestion } from '@/lib/archive/suggestion';
import type { Result } from '@/lib/result';
import { computeOnce } from '../compute-once';
import type { GuessLanguage } from './language';
import { type FoldedText, foldText, type Phrases } from './phrases';
import { platformClock } from './platform-clock';
import { warningsFor } from './warnings';

/** An event of the archive whose days are known well enough to be compared. */
export interface KnownEvent {
  slug: string;
  earliest: number;
  latest: number;
}

/** What suggestions are drawn from: word lists, and what the archive itself knows. */
export interface SuggestionSources {
  guessLanguage: GuessLanguage;
  /** The gazetteer and the archive's own places, by slug. */
  places: Phrases;
  /** `platform|name of the account`, folded → slugs of those who speak there. */
  speakersOf: ReadonlyMap<string, readonly string[]>;
  events: readonly KnownEvent[];
}

const AT_MOST = 5;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Everything that a curator may want to take over or to know about one testimony, each with its ground.
 * `folded` is its text, for a caller who has folded it already.
 */
export function suggestFor(
  record: TestimonyRecord,
  sources: SuggestionSources,
  folded: FoldedText = foldText(record.text),
): Suggestion[] {
  const said = computeOnce(record.date, record.zone ?? DEFAULT_ZONE);
  return [
    ...language(record, sources),
    ...speaker(record, sources),
    ...places(record, folded, sources),
    ...hashtags(record),
    ...events(record, said, sources),
    ...platformClock(record, said),
    ...warningsFor(record, folded),
  ];
}

function language(record: TestimonyRecord, { guessLanguage }: SuggestionSources): Suggestion[] {
  const guess = record.lang === 'und' ? guessLanguage(record.text) : null;
  if (!guess) return [];
  const { lang: value, sure } = guess;
  return [
    {
      code: 'language',
      level: 'suggest',
      field: 'lang',
      value,
      sure,
      why: 'The words look like this language.',
    },
  ];
}

function speaker(record: TestimonyRecord, { speakersOf }: SuggestionSources): Suggestion[] {
  if (record.account === null) return [];
  const known = speakersOf.get(accountKey(record.platform, record.account)) ?? [];
  const why =
    known.length > 1
      ? 'The archive knows several people who speak through this account: say which one it is.'
      : 'The archive knows who speaks through this account.';
  return known
    .filter((slug) => slug !== record.speaker)
    .map((value) => ({ code: 'speaker', level: 'suggest', field: 'speaker', value, why }));
}

/** How accounts are looked up: as the platform has them, whatever the case and with or without the at sign. */
export function accountKey(platform: string | null, account: string): string {
  return `${platform ?? ''}|${account.replace(/^@/, '').toLowerCase()}`;
}

function places(record: TestimonyRecord, folded: FoldedText, sources: SuggestionSources): Suggestion[] {
  return sources.places
    .find(folded)
    .filter(({ value }) => !record.place.includes(value))
    .slice(0, AT_MOST)
    .map(({ value, words }) => ({
      code: 'place',
      level: 'suggest',
      field: 'place',
      value,
      why: `The words name “${words}”. Where it was said may be elsewhere.`,
    }));
}

function hashtags(record: TestimonyRecord): Suggestion[] {
  if (!record.text.includes('#') && !record.text.includes('＃')) return [];
  const known = new Set(record.tags.map((tag) => tag.toLowerCase()));
  const found = new Set<string>();
  for (const [, tag] of record.text.matchAll(HASHTAG)) if (!known.has(tag!.toLowerCase())) found.add(tag!);
  return [...found].slice(0, AT_MOST).map((value) => ({
    code: 'tag',
    level: 'suggest',
    field: 'tags',
    value,
    why: 'A hashtag in the words.',
  }));
}

const HASHTAG = /(?<![\p{L}\p{N}_&])[#＃]([\p{L}\p{N}\p{M}_]{2,100})/gu;

function events(
  record: TestimonyRecord,
  said: Result<ComputedDate, DateRefusal>,
  { events: known }: SuggestionSources,
): Suggestion[] {
  if (known.length === 0) return [];
  const date = record.happened === null ? said : computeDate(record.happened, record.zone ?? undefined);
  if (!date.ok || date.value.earliest === null || date.value.latest === null) return [];
  const [earliest, latest] = [Date.parse(date.value.earliest), Date.parse(date.value.latest)];
  // "Some time in 2016" touches everything and says nothing.
  if (latest - earliest > 4 * DAY) return [];
  return known
    .filter(
      (event) => event.earliest <= latest && event.latest >= earliest && !record.events.includes(event.slug),
    )
    .slice(0, AT_MOST)
    .map(({ slug: value }) => ({
      code: 'event',
      level: 'suggest',
      field: 'events',
      value,
      why: 'It was said on the days of this event.',
    }));
}
