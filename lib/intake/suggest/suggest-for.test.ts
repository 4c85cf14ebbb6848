import { beforeAll, describe, expect, it } from 'vitest';
import { type TestimonyRecord, testimonyRecord } from '@/lib/archive/record';
import gazetteer from './data/places.json';
import { languageGuesser } from './language';
import { phrasesOf } from './phrases';
import { accountKey, type SuggestionSources, suggestFor } from './suggest-for';

let sources: SuggestionSources;
beforeAll(async () => {
  const language = languageGuesser();
  await language.load();
  sources = {
    guessLanguage: language.guess,
    places: phrasesOf(gazetteer.flatMap(({ slug, names }) => names.map((words) => ({ value: slug, words })))),
    speakersOf: new Map([
      [accountKey('twitter', 'shared_account'), ['test-daughter', 'test-mother']],
      [accountKey('twitter', 'Own_Account'), ['test-speaker']],
    ]),
    events: [
      {
        slug: 'test-event',
        earliest: Date.parse('2016-12-12T22:00:00Z'),
        latest: Date.parse('2016-12-13T21:59:59Z'),
      },
    ],
  };
});

const record = (text: string, more: Record<string, unknown> = {}): TestimonyRecord =>
  testimonyRecord.parse({ text, speaker: 'someone', ...more });
const suggested = (text: string, more: Record<string, unknown> = {}) =>
  suggestFor(record(text, more), sources);
const values = (code: string, text: string, more: Record<string, unknown> = {}) =>
  suggested(text, more)
    .filter((one) => one.code === code)
    .map((one) => one.value);

describe('the clock in a tweet’s number', () => {
  const made = { platform: 'twitter', platformId: '808461429765046272' };
  const clock = (more: Record<string, unknown>) =>
    suggested('x', { ...made, ...more })
      .filter(({ field }) => field === 'date')
      .map(({ code, value }) => [code, value]);
  const differs = (stated: string) => [['stated-time-differs', { stated, fromId: '2016-12-13T00:00:00Z' }]];

  it('is shown beside a stated date that cannot mean it, to the second', () => {
    for (const date of ['2016-12-13T00:00:01Z', '2016-12-12T23:59:59Z', '2016-12-13T02:00', '2016-12-13'])
      expect(clock({ date })).toEqual([]);
    for (const date of ['2016-12-13T00:00:02Z', '2016-12-12T23:59:58Z', '2016-12-12', '2016-12-14', '2017'])
      expect(clock({ date })).toEqual(differs(date));
    // About the 12th may be the 13th; before the 12th, with no beginning, may not.
    expect(clock({ date: '2016-12-12~' })).toEqual([]);
    expect(clock({ date: '../2016-12-11' })).toEqual(differs('../2016-12-11'));
    expect(clock({ date: '2016-12-11/..' })).toEqual([]);
  });

  it('is offered where no time is stated, or an hour that happened twice', () => {
    const offered = [['time-from-id', '2016-12-13T00:00:00Z']];
    expect(clock({})).toEqual(offered);
    expect(clock({ date: '2016-10-27T23:30:00' })).toEqual(offered);
  });

  it('is no clock on another platform, nor in the numbers from before that scheme', () => {
    expect(clock({ platform: 'telegram', date: '2016-12-14' })).toEqual([]);
    expect(clock({ platformId: '29700859246', date: '2016-12-14' })).toEqual([]);
    expect(clock({ platformId: null, date: '2016-12-14' })).toEqual([]);
  });
});

describe('what is suggested', () => {
  it('is a language with how sure, only where the record gives none', () => {
    const [guess] = suggested('القصف عنيف الليلة والناس في الملاجئ');
    expect(guess).toMatchObject({ code: 'language', value: 'ar', sure: expect.any(Number) });
    expect(values('language', 'مردم در خیابان منتظر کمک هستند')).toEqual(['fa']);
    expect(values('language', 'People are waiting in the shelters tonight')).toEqual(['en']);
    expect(values('language', 'People are waiting in the shelters tonight', { lang: 'en' })).toEqual([]);
    expect(values('language', 'ok https://example.org/some/long/address @name')).toEqual([]);
  });

  it('is each of those who speak through an account', () => {
    expect(values('speaker', 'x', { platform: 'twitter', account: '@Shared_Account' })).toEqual([
      'test-daughter',
      'test-mother',
    ]);
    expect(
      values('speaker', 'x', { platform: 'twitter', account: 'own_account', speaker: 'test-speaker' }),
    ).toEqual([]);
    expect(values('speaker', 'x', { platform: 'telegram', account: 'own_account' })).toEqual([]);
  });

  it('are places by whole words, in Arabic also behind its joined letters, the longest name first', () => {
    expect(values('place', 'News from ALEPPO and Idlib.')).toEqual(['aleppo', 'idlib']);
    expect(values('place', 'Eastern Aleppo tonight')).toEqual(['eastern-aleppo', 'aleppo']);
    expect(values('place', 'القصف على أحياء بحلب وبإدلب')).toEqual(['aleppo', 'idlib']);
    expect(values('place', 'ذهبوا للسكري')).toEqual(['sukkari']);
    expect(values('place', 'حلبة السباق, Aleppon, وحليب')).toEqual([]);
    expect(values('place', 'Aleppo', { place: ['aleppo'] })).toEqual([]);
  });

  it('are hashtags that the platform did not name', () => {
    expect(values('tag', '#حلب_تحترق and #AleppoIsBurning, not a#b', { tags: ['aleppoisburning'] })).toEqual([
      'حلب_تحترق',
    ]);
  });

  it('are events on whose days it was said, unless the date says too little', () => {
    expect(values('event', 'x', { date: '2016-12-13' })).toEqual(['test-event']);
    expect(values('event', 'x', { date: '2016-12-12T21:59:00Z' })).toEqual([]);
    expect(values('event', 'x', { date: '2016' })).toEqual([]);
    expect(values('event', 'x', { date: '2016-12-20', happened: '2016-12-13' })).toEqual(['test-event']);
  });
});

describe('what is warned of', () => {
  const codes = (text: string, more: Record<string, unknown> = {}) =>
    suggested(text, { lang: 'en', ...more })
      .filter((one) => one.level === 'warn')
      .map((one) => one.code);

  it('are minors, by an age under 18 or by words', () => {
    expect(values('minor', 'I am a 7-year-old girl')).toEqual(['7']);
    expect(values('minor', 'عمري ٧ سنوات')).toEqual(['7']);
    expect(codes('He is 70 years old')).toEqual([]);
    expect(codes('الأطفال في الملجأ')).toEqual(['minor']);
  });

  it('are wounded people, exact positions and contact details', () => {
    expect(codes('Many wounded under the rubble')).toEqual(['wounded']);
    expect(codes('والجرحى في الشارع')).toEqual(['wounded']);
    expect(codes('we are at 36.2021, 37.1343 now')).toEqual(['exact-position']);
    expect(codes('3.5 or 4.25 litres of water')).toEqual([]);
    expect(codes('call +963 21 555 0199')).toEqual(['contact-details']);
    expect(codes('write to someone@example.org')).toEqual(['contact-details']);
  });

  it('are signs that deceive the eye', () => {
    expect(codes('abc\u202Edef')).toEqual(['hidden-characters']);
    expect(codes('x', { speaker: 'Аleppo' })).toEqual(['hidden-characters']);
    expect(codes('می\u200Cروم', { lang: 'fa' })).toEqual([]);
  });
});
