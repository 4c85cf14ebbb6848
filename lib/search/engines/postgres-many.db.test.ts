import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTestDatabase } from '@/lib/db/testing/database';
import { searchDocument } from '../document';
import { type SearchRequest, SearchTooSlow } from '../engine';
import { FACETS } from '../facets';
import { parseQuery } from '../query';
import { madeUpArchive } from '../testing/corpus';
import { randomNumbers } from '../testing/random-numbers';
import { postgresEngine } from './postgres';
import { ensureSearchTables } from './postgres-tables';

// What is done for very many matches (counting in the database, pages from the index) gives what reading
// all of them gives. The same records asked twice: once few are ten, once they are all.

let database: Awaited<ReturnType<typeof openTestDatabase>>;
const documents = [...madeUpArchive(900, 3)].map((form, at) =>
  searchDocument(form, { revision: BigInt(at + 1), digest: '00'.repeat(32) }),
);
const engine = (few: number, timeout?: number, isName = (_: string) => false) =>
  postgresEngine({
    reading: database.readingPool,
    app: database.appPool,
    isName,
    few,
    ...(timeout ? { timeout } : {}),
  });

beforeAll(async () => {
  database = await openTestDatabase();
  await ensureSearchTables(database.appPool);
  await engine(10).write({ upserts: documents, deletes: [] });
  await database.appPool.query('ANALYZE search.document');
});
afterAll(() => database?.close());

const WORDS = ['no', 'water', 'came', 'after', 'the', 'night', 'they', 'left'];
function pickWord(random: () => number): string {
  return WORDS[Math.floor(random() * WORDS.length)]!;
}

const ASKED: [string, Partial<SearchRequest>][] = [
  ['the ', {}],
  ['al', {}],
  ['في ', {}],
  ['في ', { filters: { lang: ['ar'] } }],
  ['in the ', {}],
  ['aleppo people ', {}],
  ['the -of', {}],
  ['"of the"', {}],
  ['', { filters: { kind: ['post'], lang: ['en'] } }],
  ['', { from: new Date('2016-02-01T00:00:00+02:00'), to: new Date('2016-02-29T23:00:00+02:00') }],
  ['في ', { from: new Date('2013-01-01T00:00:00+02:00'), to: new Date('2014-06-01T00:00:00+03:00') }],
  ['the ', { from: new Date('2011-01-01T00:00:00+02:00') }],
];

test.each(ASKED)('counts and pages many as it does few: %s %o', async (asked, given) => {
  for (const sort of ['relevance', 'oldest', 'newest'] as const) {
    const request = (offset: number, limit: number): SearchRequest => ({
      query: parseQuery(asked),
      filters: {},
      from: null,
      to: null,
      facets: FACETS,
      ...given,
      sort,
      offset,
      limit,
    });
    const { references: all, lexicon: _, ...expected } = await engine(10_000).search(request(0, 2_000));
    expect(all.length).toBe(expected.total);
    const paged: string[] = [];
    for (let offset = 0; offset < expected.total; offset += 40) {
      const { references, lexicon: __, ...counted } = await engine(3).search(request(offset, 40));
      expect(counted).toEqual(expected);
      paged.push(...references);
    }
    expect(new Set(paged).size).toBe(paged.length);
    if (sort === 'relevance' && asked !== '') expect([...paged].sort()).toEqual([...all].sort());
    else expect(paged).toEqual(all);
  }
});

/** What a search asks the database, as [statement, values]. */
async function askedOfDatabase(asked: string, few = 20) {
  const seen = vi.spyOn(pg.Client.prototype, 'query');
  try {
    const { total } = await engine(few).search({
      query: parseQuery(asked),
      filters: {},
      from: null,
      to: null,
      facets: FACETS,
      sort: 'relevance',
      offset: 0,
      limit: 5,
    });
    const statements = seen.mock.calls.map(([given, values]) =>
      typeof given === 'string'
        ? ([given, values as unknown as unknown[]] as const)
        : ([(given as unknown as pg.QueryConfig).text, (given as unknown as pg.QueryConfig).values] as const),
    );
    return { total, statements, tries: statements.filter(([text]) => text.startsWith('WITH d AS')).length };
  } finally {
    seen.mockRestore();
  }
}

test('tries nothing as few that the vocabulary says very many have', async () => {
  // Eighty are the most that are counted as few.
  for (const asked of ['w', 'in the ', 'the -of ']) {
    const { total, tries } = await askedOfDatabase(asked);
    expect([asked, total > 80, tries]).toEqual([asked, true, 0]);
  }
  const { total, tries } = await askedOfDatabase('aleppo ', 1_000);
  expect([total > 0, tries]).toEqual([true, 1]);
});

test('looks every term up in the index, however many words an unfinished one may be', async () => {
  const { statements } = await askedOfDatabase('w', 1_000);
  const client = await database.readingPool.connect();
  try {
    const opened = statements.find(([text]) => text.startsWith('BEGIN'))![0];
    await client.query(opened.replace(/LOCK TABLE[^;]*;/, ''));
    const plans: string[] = [];
    for (const [text, values] of statements.filter(([text]) => text.startsWith('WITH d AS'))) {
      const { rows } = await client.query(`EXPLAIN ${text}`, values as unknown[]);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) expect(plan).not.toContain('Seq Scan on document');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});

test('puts words side by side before words apart', async () => {
  const found = async (few: number) =>
    (
      await engine(few).search({
        query: parseQuery('of the '),
        filters: {},
        from: null,
        to: null,
        facets: [],
        sort: 'relevance',
        offset: 0,
        limit: 5,
      })
    ).references;
  // All of these fit among the candidates, so their order is the one to the letter.
  expect(await found(3)).toEqual(await found(10_000));
});

test('puts what has a slip in the order of reading all, without reading all', async () => {
  const random = randomNumbers(8);
  const fill = (words: number) => Array.from({ length: words }, () => pickWord(random)).join(' ');
  const slipped = [...madeUpArchive(400, 21)].map((form, at) => {
    const word = at % 50 === 0 ? 'qalimor' : ['qalimar', 'qalimur', 'qalimoor', 'qlimor'][at % 4];
    const text = `${fill(Math.floor(random() * 14))} ${word} ${fill(3)}`.trim();
    return searchDocument({ ...form, text, translations: [] }, { revision: 1n, digest: '00'.repeat(32) });
  });
  await engine(1_000).write({ upserts: slipped, deletes: [] });
  const asked = (offset: number, limit: number) =>
    engine(1_000).search({
      query: parseQuery('qalimor '),
      filters: {},
      from: null,
      to: null,
      facets: [],
      sort: 'relevance',
      offset,
      limit,
    });
  // A page of all of them has them all read.
  const { references: all, total } = await asked(0, 1_000);
  expect([total, all.length]).toEqual([400, 400]);
  for (const [offset, limit] of [
    [0, 5],
    [0, 20],
    [5, 10],
    [40, 40],
    [300, 100],
  ] as const) {
    expect((await asked(offset, limit)).references).toEqual(all.slice(offset, offset + limit));
  }
  await engine(1_000).write({ upserts: [], deletes: slipped.map(({ reference }) => reference) });
});

test('finds a rare word beside frequent words and filters where all of them are', async () => {
  const { rows } = await database.appPool.query<{ word: string }>(
    "SELECT word FROM search.word WHERE docs BETWEEN 3 AND 6 AND word ~ '^[a-z]{5,}$' ORDER BY word LIMIT 60",
  );
  const found = async (asked: string, filters: SearchRequest['filters'] = {}) =>
    (
      await engine(1_000).search({
        query: parseQuery(asked),
        filters,
        from: null,
        to: null,
        facets: ['lang'],
        sort: 'oldest',
        offset: 0,
        limit: 1_000,
      })
    ).references;
  const often = new Set(await found('the '));
  const [inEnglish, others] = [new Set(await found('', { lang: ['en'] })), new Set(await found('-of '))];
  let compared = 0;
  for (const { word } of rows) {
    const rare = await found(`${word} `);
    const both = rare.filter((reference) => often.has(reference));
    if (both.length === 0 || both.length === rare.length) continue;
    compared += 1;
    expect(await found(`the ${word} `)).toEqual(both);
    expect(await found(`${word} the `)).toEqual(both);
    expect(await found(`${word} `, { lang: ['en'] })).toEqual(rare.filter((one) => inEnglish.has(one)));
    const without = both.filter((reference) => others.has(reference));
    // Where nothing has all, words are left out.
    if (without.length > 0) expect(await found(`the -of ${word} `)).toEqual(without);
  }
  expect(compared).toBeGreaterThan(10);
});

test('ends an answer whose parts together take too long, though none of them does', async () => {
  const slowly = engine(10, 300, () => {
    const until = performance.now() + 60;
    while (performance.now() < until);
    return false;
  });
  const asked = parseQuery('بحلب كالقدس للناس بالمدينة بسوريا وبالقصف كبيت ');
  const request = { query: asked, filters: {}, from: null, to: null, facets: [] } as const;
  const search = () => slowly.search({ ...request, sort: 'relevance', offset: 0, limit: 5 });
  await expect(search()).rejects.toThrow(SearchTooSlow);
  // The session is gone with it, and the next reader gets another.
  expect(
    (
      await engine(10).search({
        ...request,
        query: parseQuery('the '),
        sort: 'relevance',
        offset: 0,
        limit: 5,
      })
    ).total,
  ).toBeGreaterThan(10);
});
