import { describe, expect, it } from 'vitest';
import { EXPECTED_ROWS } from './testing/expected-rows';
import { authorities, rawRecords, spokenRecords } from './testing/read-records';

const events = authorities('events', 'event');
const places = authorities('places', 'place');
const everything = [
  'sources',
  'people',
  'accounts',
  'places',
  'events',
  'testimonies',
  'statements',
  'collections',
].flatMap(rawRecords);

describe('the sources of the founding corpus', () => {
  it('are five, and what is not known of them stays unknown', () => {
    const known = authorities('sources', 'source').map(({ id, title, publisher, author, date }) => [
      id,
      title,
      publisher,
      author,
      date,
    ]);
    expect(known).toEqual([
      [
        'cnn-dear-world',
        "'Dear world, why are you silent?': Desperate pleas from inside Aleppo",
        'CNN',
        null,
        '2016-12-14~',
      ],
      ['upworthy-rallies-for-aleppo', null, 'Upworthy', null, '2016-12~'],
      ['retaking-of-eastern-aleppo', null, null, null, '2016-12-16?'],
      ['conflicting-reports-from-aleppo', null, null, null, '2016-12-14~'],
      [
        'fusion-red-profile-pictures',
        null,
        'Fusion (inferred from the byline)',
        'Alaa Basatneh',
        '2016-05-01~',
      ],
    ]);
  });
});

describe('the events of the founding corpus', () => {
  it('are the eight of the chronology, with their dates and sources', () => {
    const told = events
      .slice(0, 8)
      .map(({ type, date, sources }) => [type, date, sources.map(({ id }) => id).join(' ')]);
    const [cnn, upworthy, retaking, conflicting, fusion] = authorities('sources', 'source').map(
      ({ id }) => id,
    );
    expect(told).toEqual([
      ['attack', '2016-04-28?', fusion],
      ['trend', '2016-04-28?', fusion],
      ['advance', '2016-11-27', cnn],
      ['briefing', '2016-12-13', retaking],
      ['ceasefire', '2016-12-13', `${cnn} ${upworthy}`],
      ['ceasefire', '2016-12-14', `${cnn} ${upworthy} ${conflicting}`],
      ['evacuation', '2016-12-15?', retaking],
      ['diplomacy', '2016-12-16?', retaking],
    ]);
  });

  it('are eight rallies, each with its place and the photographer whom the source credits', () => {
    const rallies = events.filter(({ type }) => type === 'rally');
    expect(rallies.map(({ place, credit }) => [place[0], credit])).toEqual([
      ['beirut', 'Bilal Hussein/AP'],
      ['london', 'Daniel Sorabji/AFP/Getty Images'],
      ['kuwait-city', 'Yasser Al-Zayyat/AFP/Getty Images'],
      ['denver', 'David Zalubowski/AP'],
      ['amman', 'Muhammad Hamed/Reuters'],
      ['istanbul', 'DHA via AP'],
      ['idlib', 'Omar Haj Kadour/AFP/Getty Images'],
      ['sarajevo', 'Amel Emric/AP'],
    ]);
    for (const { date, sources } of rallies) {
      expect([date, sources[0]?.id]).toEqual(['2016-12~', 'upworthy-rallies-for-aleppo']);
    }
  });

  it('are vigils and protests in eighteen countries and in Washington', () => {
    const vigils = events.filter(({ type }) => type === 'vigil');
    expect(vigils.map(({ place }) => place[0])).toEqual(
      'argentina canada egypt france germany greece italy jordan lebanon norway spain sweden switzerland tunisia turkey netherlands united-kingdom united-states washington'.split(
        ' ',
      ),
    );
    for (const { date, sources } of vigils) {
      expect([date, sources[0]?.id]).toEqual(['2016-05-01~', 'fusion-red-profile-pictures']);
    }
    expect(vigils.at(-1)?.about?.en).toContain('Rosario Dawson');
  });

  it('are two campaigns and six relief organisations, each with the source that names it', () => {
    const others = events.filter(({ type }) => type === 'campaign' || type === 'relief');
    expect(others.map(({ id, sources }) => [id, sources[0]?.id])).toEqual([
      ['solid-red-profile-pictures', 'fusion-red-profile-pictures'],
      ['calls-to-leave-facebook', 'fusion-red-profile-pictures'],
      ['unicef', 'retaking-of-eastern-aleppo'],
      ['white-helmets', 'retaking-of-eastern-aleppo'],
      ['hand-in-hand-for-syria', 'retaking-of-eastern-aleppo'],
      ['international-red-cross', 'fusion-red-profile-pictures'],
      ['doctors-without-borders', 'fusion-red-profile-pictures'],
      ['cnn-impact-your-world', 'cnn-dear-world'],
    ]);
    expect(events).toHaveLength(8 + 8 + 19 + 2 + 6);
  });
});

describe('what the sources do not say', () => {
  it('is not invented: no address, handle, time of day, position or private note', () => {
    for (const record of everything) {
      expect([
        record.url ?? null,
        record.handle ?? null,
        record.note ?? null,
        record.platformId ?? null,
      ]).toEqual([null, null, null, null]);
      expect(String(record.date)).not.toContain('T');
      expect(JSON.stringify(record)).not.toMatch(/https?:|www\.|@\w/);
    }
    for (const id of ['aleppo', 'eastern-aleppo', 'al-quds-hospital']) {
      expect(places.find((place) => place.id === id)).toMatchObject({ lat: null, lon: null });
    }
  });

  it('is not narrowed: positions are those of towns and countries, to a tenth of a degree', () => {
    for (const { id, type, lat, lon } of places.filter((place) => place.lat !== null)) {
      expect(['city', 'country'], id).toContain(type);
      for (const degrees of [lat, lon]) expect(degrees).toBe(Math.round((degrees ?? 0) * 10) / 10);
    }
  });
});

describe('what the archive adds', () => {
  it('is written in English and Arabic, but for names that have no ordinary Arabic spelling', () => {
    const inLatinAlone = new Set([
      'Save Our Syria (SOS)',
      'CNBC',
      'Hand in Hand for Syria',
      'CNN Impact Your World',
    ]);
    for (const { en, ar } of everything.flatMap(ownTexts)) {
      expect(en).not.toMatch(/\p{Script=Arabic}|["']/u);
      if (inLatinAlone.has(en)) expect(ar).toBeUndefined();
      else expect(ar, en).toMatch(/\p{Script=Arabic}/u);
    }
  });

  it('says how each date is known, and what an unknown one leaves open', () => {
    for (const record of [...spokenRecords(), ...events, ...authorities('sources', 'source')]) {
      expect(Object.keys(record.dateWhy ?? {})).toEqual(['en', 'ar']);
    }
  });

  it('translates every text into Arabic, marked as made by a machine and not reviewed', () => {
    for (const { translations } of spokenRecords()) {
      expect(translations).toEqual([
        {
          lang: 'ar',
          text: expect.stringMatching(/\p{Script=Arabic}/u),
          by: null,
          machine: true,
          status: 'unreviewed',
        },
      ]);
    }
  });

  it('warns where a child is in danger, and nowhere without need', () => {
    const warned = spokenRecords().filter(({ warning }) => warning.length > 0);
    const ids = Object.entries(EXPECTED_ROWS)
      .filter(([, row]) => warned.some(({ reference }) => reference === row.reference))
      .map(([id]) => id);
    expect(ids).toEqual(['Q5', 'Q6', 'Q7', 'Q11', 'C7', 'C17']);
  });
});

/** Every text by language in a record, however deep: the archive's own words. */
function ownTexts(value: unknown): { en: string; ar?: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value) return [value as { en: string; ar?: string }];
  return Object.values(value).flatMap(ownTexts);
}
