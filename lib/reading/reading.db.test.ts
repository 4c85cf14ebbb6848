import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { getAuthority, listAuthorities, ROOM_KINDS } from './api/authority-bodies';
import { authorityBodies, wholeTestimony } from './api/schemas';
import { toWholeTestimony } from './api/testimony-body';
import { getCollection } from './browse-collections';
import { getEvent } from './browse-events';
import { getPerson, listVoices } from './browse-people';
import { getSource } from './browse-sources';
import { countForms, findForms } from './find-forms';
import { readFrontPage } from './front-page';
import { getTestimony } from './get-testimony';
import { mapResponse } from './map-response';
import { insertForms, SAMPLE_FORMS } from './testing/sample-archive';
import { readTimeline } from './timeline';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await insertForms(database.appPool, SAMPLE_FORMS);
});
afterAll(() => database.close());

const seal = (key: string, sealed = true) =>
  database.appPool.query('UPDATE public_form SET sealed = $2 WHERE key = $1', [key, sealed]);
const published = async (reference: string) => {
  const found = await getTestimony(database.reading, reference);
  if (found.state !== 'published') throw new Error(`${reference} is ${found.state}`);
  return found;
};

describe('a testimony', () => {
  it('comes with what stands beside it, where both ends are public', async () => {
    const { relations } = await published('q1q1q1q1q1');
    expect(relations.map(({ type, direction, testimony }) => [type, direction, testimony.key])).toEqual([
      ['repeats', 'in', 'q8q8q8q8q8'],
    ]);
  });

  it('comes with what was claimed from the other side about the same hours, and not twice', async () => {
    const quiet = await published('q5q5q5q5q5');
    expect(quiet.sameHours.map(({ key }) => key)).toEqual(['c4c4c4c4c4']);
    const contradicted = await published('q6q6q6q6q6');
    expect(contradicted.relations.map(({ testimony }) => testimony.key)).toEqual(['c4c4c4c4c4']);
    expect(contradicted.sameHours).toEqual([]);
  });

  it('shares its hours with nobody where its date is unknown', async () => {
    expect((await published('a1a1a1a1a1')).sameHours).toEqual([]);
  });

  it('that was withdrawn leaves its class and day, and is nowhere else', async () => {
    await seal('c4c4c4c4c4');
    await database.appPool.query(
      `INSERT INTO tombstone (reference, reason_class, state, day) VALUES ('c4c4c4c4c4', 'legal', 'withdrawn', '2026-11-24')`,
    );
    expect(await getTestimony(database.reading, 'c4c4c4c4c4')).toEqual({
      state: 'gone',
      tombstone: { state: 'withdrawn', reasonClass: 'legal', day: '2026-11-24' },
    });
    const { relations, sameHours } = await published('q6q6q6q6q6');
    expect([relations, sameHours]).toEqual([[], []]);
    expect(await findForms(database.reading, 'testimony', { speaker: { slug: 'vitaly-churkin' } })).toEqual(
      [],
    );
    expect(await countForms(database.reading, 'testimony')).toBe(5);
    expect(
      (await listVoices(database.reading)).find(({ person }) => person.key === 'vitaly-churkin'),
    ).toMatchObject({
      statement: 0,
    });
    expect((await getCollection(database.reading, 'the-hours'))?.testimonies.has('c4c4c4c4c4')).toBe(false);
    expect((await getEvent(database.reading, 'ceasefire-collapses'))?.outside).toEqual([]);
    await database.appPool.query('DELETE FROM tombstone');
    await seal('c4c4c4c4c4', false);
  });

  it('that never was is told apart from one that went', async () => {
    expect(await getTestimony(database.reading, '0000000000')).toEqual({ state: 'never' });
  });

  it('is answered whole as the API describes it', async () => {
    const whole = await toWholeTestimony(
      database.reading,
      await published('q1q1q1q1q1'),
      'https://a.example',
    );
    expect(wholeTestimony.strict().safeParse(whole).error).toBeUndefined();
    expect(Object.keys(whole)).not.toContain('form');
  });
});

describe('the rooms', () => {
  it('show one account with its two speakers at each of them', async () => {
    const found = await getPerson(database.reading, 'bana');
    expect(
      found?.accounts.map(({ account, others }) => [account.slug, others.map(({ slug }) => slug)]),
    ).toEqual([['twitter-bana', ['fatemah']]]);
  });

  it('show at an event what was said inside and what was claimed outside', async () => {
    const found = await getEvent(database.reading, 'ceasefire-collapses');
    expect(found?.inside.map(({ key }) => key).sort()).toEqual([
      'q1q1q1q1q1',
      'q5q5q5q5q5',
      'q6q6q6q6q6',
      'q8q8q8q8q8',
    ]);
    expect(found?.outside.map(({ key }) => key)).toEqual(['c4c4c4c4c4']);
  });

  it('show at a source what rests on it, and the events that it tells of', async () => {
    const found = await getSource(database.reading, 'cnn-dear-world');
    expect([found?.total, found?.events.length]).toEqual([5, 3]);
  });

  it('know nothing of what they do not hold', async () => {
    expect(await getPerson(database.reading, 'nobody')).toBeNull();
    expect(await getEvent(database.reading, 'nothing')).toBeNull();
    expect(await getSource(database.reading, 'nothing')).toBeNull();
    expect(await getCollection(database.reading, 'nothing')).toBeNull();
  });

  it('open with words that need no choice and are no child’s', async () => {
    const { reading } = await readFrontPage(database.reading);
    expect(reading?.form).toMatchObject({ warnings: [], stance: 'testimony', reference: 'q1q1q1q1q1' });
  });

  it('open with those who spoke from inside, and with what happened there', async () => {
    const { voices, events } = await readFrontPage(database.reading);
    expect(voices.length).toBeGreaterThan(0);
    expect(voices.filter(({ testimony }) => testimony === 0)).toEqual([]);
    expect(events.length).toBeGreaterThan(0);
    expect(events.filter(({ form }) => form.type === 'rally')).toEqual([]);
  });

  it('are answered as the API describes them', async () => {
    for (const room of Object.keys(ROOM_KINDS) as (keyof typeof ROOM_KINDS)[]) {
      const items = await listAuthorities(database.reading, room, 'https://a.example');
      expect(items.length, room).toBeGreaterThan(0);
      for (const item of items) {
        expect(authorityBodies[room].strict().safeParse(item).error, room).toBeUndefined();
        expect(await getAuthority(database.reading, room, String(item.slug), 'https://a.example')).toEqual(
          item,
        );
      }
    }
  });
});

describe('the timeline', () => {
  it('keeps apart what is one day, what is about it, and what has no date', async () => {
    const { months, undated } = await readTimeline(database.reading);
    const december = months.find(({ month }) => month === '2016-12');
    const days = december?.groups.map(({ date, exact, firstDay, lastDay }) => [
      date.edtf,
      exact,
      firstDay,
      lastDay,
    ]);
    expect(days).toEqual([
      ['2016-12-13', true, '2016-12-13', '2016-12-13'],
      ['2016-12-14', true, '2016-12-14', '2016-12-14'],
      ['2016-12-14~', false, '2016-12-13', '2016-12-15'],
      ['2016-12~', false, '2016-11-01', '2017-01-31'],
    ]);
    expect(undated.map(({ key }) => key)).toEqual(['a1a1a1a1a1']);
  });
});

describe('the world’s response', () => {
  it('stands at its places, cities apart from countries', async () => {
    const { cities, countries, elsewhere } = await mapResponse(database.reading);
    expect(cities.map(({ place }) => place?.slug)).toEqual(['beirut']);
    expect(countries.map(({ place }) => place?.slug)).toEqual(['norway']);
    expect(elsewhere).toEqual([]);
  });
});
