import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { computeDate } from '@/lib/archive/edtf-date';
import type { PublicTestimony } from '@/lib/archive/public-form';
import { sampleTestimony } from '@/lib/reading/testing/sample-archive';
import { type SearchDocument, searchDocument } from './document';
import type { EngineAnswer, SearchEngine, SearchRequest } from './engine';
import { FACETS, type FacetName } from './facets';
import { MATRIX, MATRIX_LEXICON } from './matrix';
import { monthOf } from './periods';
import { parseQuery } from './query';
import { madeUpArchive } from './testing/corpus';
import { hostileStrings } from './testing/hostile-strings';
import { countFacets, oracle } from './testing/oracle';
import { randomNumbers } from './testing/random-numbers';

/** What an engine may do otherwise, by name, each with its reason where the engine is made. */
export type Difference =
  /** Relevance beyond the words themselves need not be in the same order. */
  | 'order-of-widened'
  /** What an engine finds too much or too little of in the table, by the query. */
  | { query: string; reason: string };

export interface EngineUnderTest {
  engine: SearchEngine;
  /** Empties it. */
  clear(): Promise<void>;
  /** The working pool of its archive. */
  app: pg.Pool;
  close(): Promise<void>;
}

const long = process.env.SAWT_TEST_SIZE === 'long';

/** Holds an engine against what a query means (docs/search.md), on a real server. */
export function engineContract(
  name: string,
  open: (isName: (form: string) => boolean) => Promise<EngineUnderTest>,
  differences: Difference[] = [],
): void {
  const names = MATRIX_LEXICON.names;
  const otherwise = new Set(differences.flatMap((one) => (typeof one === 'string' ? [] : [one.query])));
  let under: EngineUnderTest;
  let engine: SearchEngine;
  const fill = async (documents: SearchDocument[]) => {
    await under.clear();
    await engine.write({ upserts: documents, deletes: [] });
  };

  describe(`the ${name} engine`, () => {
    beforeAll(async () => {
      under = await open((form) => names.includes(form));
      engine = under.engine;
    });
    afterAll(() => under?.close());

    describe('finds what the table says', () => {
      const rows = Object.values(MATRIX).flat();
      const documents = [...new Set(rows.map(([, text]) => text))].map((text, at) => document({ text }, at));
      const found = oracle(documents, names);
      beforeAll(() => fill(documents));

      test.each(Object.keys(MATRIX))('%s', async (section) => {
        for (const [asked] of MATRIX[section]!) {
          if (otherwise.has(asked)) continue;
          const expected = found.find(parseQuery(asked), nothingElse).map((one) => one.reference);
          const answer = await everyPage(engine, { query: parseQuery(asked) });
          expect([asked, answer.sort()]).toEqual([asked, expected.sort()]);
        }
      });
    });

    describe('in a made-up archive', () => {
      const documents = [...madeUpArchive(long ? 20_000 : 1_200)].map((form, at) =>
        searchDocument(form, { revision: BigInt(at + 1), digest: digestOf(at) }),
      );
      const found = oracle(documents, names);
      beforeAll(() => fill(documents), 300_000);

      test('answers as reading every record would: pages, totals, facets, months', async () => {
        const random = randomNumbers(5);
        for (let at = 0; at < (long ? 400 : 60); at += 1) {
          const { asked, limits } = randomRequest(documents, random);
          const expected = found.find(parseQuery(asked), { ...nothingElse, ...limits });
          const answer = await engine.search(request({ query: parseQuery(asked), ...limits, limit: 10 }));
          const where = JSON.stringify({ asked, limits });
          expect([where, answer.total]).toEqual([where, expected.length]);
          expect(answer.totalIsExact).toBe(true);
          expect([where, facetsOf(answer)]).toEqual([where, countedByHand(expected)]);
          expect(answer.undated).toBe(expected.filter((one) => !one.earliest && !one.latest).length);
          expect(answer.histogram).toEqual(monthsByHand(expected));
          if (at % 10 === 0) {
            const all = await everyPage(engine, { query: parseQuery(asked), ...limits });
            expect(all.sort()).toEqual(expected.map((one) => one.reference).sort());
            if (answer.dropped.length > 0) continue;
            const every: string[] = [];
            for await (const batch of engine.every(request({ query: parseQuery(asked), ...limits })))
              every.push(...batch);
            expect([where, every]).toEqual([where, expected.map((one) => one.reference).sort()]);
          }
        }
      }, 1_800_000);

      test('never counts more for a further filter', async () => {
        for (const asked of ['حلب', 'the siege', 'القصف -روسيا', 'aleppo syrai nowhereatall ']) {
          const before = await engine.search(request({ query: parseQuery(asked) }));
          for (const name of FACETS) {
            const value = before.facets[name]?.at(-1)?.value;
            if (value === undefined) continue;
            const after = await engine.search(
              request({ query: parseQuery(asked), filters: { [name]: [value] } }),
            );
            expect(after.total).toBeLessThanOrEqual(before.total);
            for (const facet of FACETS) {
              const counts = new Map(before.facets[facet]!.map((one) => [one.value, one.count]));
              for (const one of after.facets[facet]!) {
                expect(one.count).toBeLessThanOrEqual(counts.get(one.value) ?? one.count);
              }
            }
          }
        }
      });

      test('sorts by date, the undated last, and pages to the end without a gap', async () => {
        for (const sort of ['oldest', 'newest'] as const) {
          const pages = await everyPage(engine, { query: parseQuery('aleppo'), sort }, 7);
          const byReference = new Map(
            documents.map((one) => [one.reference, one.earliest?.getTime() ?? null]),
          );
          const times = pages.map((reference) => byReference.get(reference)!);
          const dated = times.filter((time) => time !== null);
          expect(times.slice(0, dated.length)).toEqual(dated);
          expect(dated).toEqual([...dated].sort((a, b) => (sort === 'oldest' ? a - b : b - a)));
          expect(new Set(pages).size).toBe(pages.length);
        }
      });

      test('answers a query of anything at all', async () => {
        for (const text of hostileStrings) {
          const answer = await engine.search(request({ query: parseQuery(text) }));
          expect(answer.total).toBeGreaterThanOrEqual(0);
        }
      });

      test('hides what was withdrawn from hits, totals, facets and months, even while it is still held', async () => {
        const gone = documents.filter((one) => one.facets.kind.includes('post')).slice(0, 5);
        const excluded = gone.map((one) => one.reference);
        await under.app.query(
          "INSERT INTO search_outbox (reference, revision, operation) SELECT unnest($1::text[]), 1, 'delete'",
          [excluded],
        );
        for (const asked of ['', 'حلب', 'the ']) {
          const query = parseQuery(asked);
          const answer = await engine.search(request({ query, limit: 100 }));
          const expected = found.find(query, nothingElse).filter((one) => !excluded.includes(one.reference));
          expect(answer.total).toBe(expected.length);
          expect(facetsOf(answer)).toEqual(countedByHand(expected));
          expect(answer.histogram).toEqual(monthsByHand(expected));
          const all = await everyPage(engine, { query });
          expect(all.sort()).toEqual(expected.map((one) => one.reference).sort());
        }
        await under.app.query('DELETE FROM search_outbox');
      }, 600_000);
    });

    describe('puts first', () => {
      const order = async (asked: string, texts: Partial<PublicTestimony>[]) => {
        const documents = texts.map((given, at) => document(given, at));
        await fill(documents);
        const { references } = await engine.search(request({ query: parseQuery(asked) }));
        return references.map((reference) => documents.findIndex((one) => one.reference === reference));
      };

      test('fewest slips', async () => {
        expect(
          await order('shelling ', [{ text: 'the shelking goes on' }, { text: 'the shelling goes on' }]),
        ).toEqual([1, 0]);
      });
      test('words near each other', async () => {
        expect(
          await order('bread water ', [
            { text: 'bread is what we had and there was never any water' },
            { text: 'no bread no water' },
          ]),
        ).toEqual([1, 0]);
      });
      test('the text before its translation before its context', async () => {
        const other = 'something else';
        const translation = {
          lang: 'en',
          text: 'no water',
          by: null,
          machine: false,
          status: 'reviewed' as const,
        };
        expect(
          await order('water ', [
            { text: other, context: { en: 'no water' } },
            { text: other, translations: [translation] },
            { text: 'no water' },
          ]),
        ).toEqual([2, 1, 0]);
      });
      test('what stands earlier in the text', async () => {
        expect(
          await order('water ', [{ text: 'we have had no clean water' }, { text: 'water is gone' }]),
        ).toEqual([1, 0]);
      });
      test('the earlier date where nothing else tells', async () => {
        const text = 'no water';
        expect(
          await order('water ', [
            { text },
            { text, date: date('2016-12-15') },
            { text, date: date('2016-12-01') },
          ]),
        ).toEqual([2, 1, 0]);
      });
      test.skipIf(differences.includes('order-of-widened'))(
        'the word itself before what it is widened to',
        async () => {
          expect(await order('الحصار ', [{ text: 'حصار حلب' }, { text: 'الحصار هنا' }])).toEqual([1, 0]);
          expect(await order('حصار ', [{ text: 'والحصار هنا' }, { text: 'حصار حلب' }])).toEqual([1, 0]);
        },
      );
    });

    describe('with a few records', () => {
      test('leaves out words from the end only when nothing has all, and says which', async () => {
        await fill([document({ text: 'no bread in the city' }, 0), document({ text: 'no water' }, 1)]);
        const all = await engine.search(request({ query: parseQuery('no bread ') }));
        expect([all.total, all.dropped]).toEqual([1, []]);
        const some = await engine.search(request({ query: parseQuery('bread nowhere never ') }));
        expect([some.total, some.dropped.map((term) => term.shown)]).toEqual([1, ['never', 'nowhere']]);
        const first = await engine.search(request({ query: parseQuery('nowhere bread ') }));
        expect([first.total, first.dropped]).toEqual([0, []]);
        const phrase = await engine.search(request({ query: parseQuery('bread "not there"') }));
        expect(phrase.total).toBe(0);
      });

      test('says what it corrected', async () => {
        await fill([document({ text: 'the ceasefire' }, 0)]);
        const answer = await engine.search(request({ query: parseQuery('ceasfire ') }));
        expect(answer.corrected).toEqual([{ from: 'ceasfire', to: ['ceasefire'] }]);
      });

      test('finds an Arabic original by its English translation, and the other way round', async () => {
        const machine = { by: null, machine: true, status: 'unreviewed' as const };
        await fill([
          document(
            {
              text: 'الناس في الملاجئ',
              lang: 'ar',
              translations: [{ lang: 'en', text: 'People are in shelters', ...machine }],
            },
            0,
          ),
          document({ text: 'No water', translations: [{ lang: 'ar', text: 'لا ماء', ...machine }] }, 1),
        ]);
        expect((await engine.search(request({ query: parseQuery('shelters') }))).total).toBe(1);
        expect((await engine.search(request({ query: parseQuery('ماء') }))).total).toBe(1);
        expect((await engine.search(request({ query: parseQuery('people الملاجئ') }))).total).toBe(1);
      });

      test('takes dates by the bounds of what they can mean', async () => {
        const dates = ['2016-12-13', '2016-12-14~', '2016-12', '2016', '[..2016-05]', '2016-12-20/..', null];
        await fill(dates.map((edtf, at) => document({ text: 'no water', date: date(edtf) }, at)));
        const within = async (edtf: string) => {
          const computed = date(edtf);
          const { references } = await engine.search(
            request({
              query: parseQuery(''),
              from: new Date(computed.earliest!),
              to: new Date(computed.latest!),
            }),
          );
          return references.map((reference) => dates[Number(reference.slice(-2))]).sort();
        };
        expect(await within('2016-12-13')).toEqual(['2016', '2016-12', '2016-12-13', '2016-12-14~']);
        expect(await within('2016-12-16')).toEqual(['2016', '2016-12']);
        expect(await within('2015')).toEqual(['[..2016-05]']);
        expect(await within('2017-01')).toEqual(['2016-12-20/..']);
      });

      test('tells days where the range is short', async () => {
        await fill([
          document({ text: 'a', date: date('2016-12-13') }, 0),
          document({ text: 'b', date: date('2016-12-14~') }, 1),
        ]);
        const range = date('2016-12');
        const { histogram } = await engine.search(
          request({ query: parseQuery(''), from: new Date(range.earliest!), to: new Date(range.latest!) }),
        );
        expect(histogram).toEqual([
          { period: '2016-12-13', count: 2 },
          { period: '2016-12-14', count: 1 },
          { period: '2016-12-15', count: 1 },
        ]);
      });

      test('changes and removes what it holds, and tells what that is', async () => {
        const [first, second] = [document({ text: 'no water' }, 0), document({ text: 'no bread' }, 1)];
        await fill([first, second]);
        await engine.write({
          upserts: [{ ...document({ text: 'no fuel' }, 0), revision: 9n }],
          deletes: [second.reference],
        });
        expect((await engine.search(request({ query: parseQuery('water ') }))).total).toBe(0);
        expect((await engine.search(request({ query: parseQuery('bread ') }))).total).toBe(0);
        expect((await engine.search(request({ query: parseQuery('fuel ') }))).references).toEqual([
          first.reference,
        ]);
        const held = [];
        for await (const one of engine.held()) held.push(one);
        expect(held).toEqual([{ reference: first.reference, revision: 9n, digest: first.digest }]);
      });

      test('suggests no word of what is gone', async () => {
        await fill([document({ text: 'the informant', tags: [{ slug: 'secret', label: 'Secret' }] }, 0)]);
        await engine.write({ upserts: [], deletes: [document({ text: '' }, 0).reference] });
        const answer = await engine.search(request({ query: parseQuery('infromant ') }));
        expect([answer.total, answer.corrected]).toEqual([0, []]);
      });

      test('is rebuilt beside itself and swapped in one step', async () => {
        await fill([document({ text: 'old words' }, 0)]);
        const rebuild = await engine.rebuild();
        await rebuild.write([document({ text: 'new words' }, 1), document({ text: 'gone words' }, 2)]);
        await rebuild.remove([document({ text: '' }, 2).reference]);
        expect((await engine.search(request({ query: parseQuery('old ') }))).total).toBe(1);
        expect((await engine.search(request({ query: parseQuery('new ') }))).total).toBe(0);
        await rebuild.commit();
        expect((await engine.search(request({ query: parseQuery('old ') }))).total).toBe(0);
        expect((await engine.search(request({ query: parseQuery('words ') }))).total).toBe(1);
        await engine.write({ upserts: [document({ text: 'newer words' }, 3)], deletes: [] });
        expect((await engine.search(request({ query: parseQuery('words ') }))).total).toBe(2);
      });
    });
  });
}

const nothingElse = { filters: {}, from: null, to: null };

function request(given: Partial<SearchRequest> & Pick<SearchRequest, 'query'>): SearchRequest {
  return { ...nothingElse, sort: 'relevance', offset: 0, limit: 20, facets: FACETS, ...given };
}

async function everyPage(
  engine: SearchEngine,
  given: Partial<SearchRequest> & Pick<SearchRequest, 'query'>,
  limit = 100,
): Promise<string[]> {
  const all: string[] = [];
  for (;;) {
    const { references, total } = await engine.search(
      request({ ...given, facets: [], offset: all.length, limit }),
    );
    all.push(...references);
    if (references.length === 0 || all.length >= total) return all;
  }
}

function document(given: Partial<PublicTestimony>, at: number): SearchDocument {
  const reference = `c0ntract${String(at).padStart(3, '0')}`;
  return searchDocument(sampleTestimony({ text: '', ...given, reference }), {
    revision: BigInt(at + 1),
    digest: digestOf(at),
  });
}

function digestOf(at: number): string {
  return at.toString(16).padStart(64, '0');
}

function date(edtf: string | null): PublicTestimony['date'] {
  const computed = computeDate(edtf);
  if (!computed.ok) throw new Error(computed.message);
  return { ...computed.value, why: null };
}

function facetsOf(answer: EngineAnswer): Record<string, Record<string, number>> {
  return Object.fromEntries(
    FACETS.map((name) => [
      name,
      Object.fromEntries((answer.facets[name] ?? []).map((one) => [one.value, one.count])),
    ]),
  );
}

/** Counts of the most frequent values, as answers cut them. */
function countedByHand(documents: readonly SearchDocument[]): Record<string, Record<string, number>> {
  const counts = countFacets(documents);
  return Object.fromEntries(
    FACETS.map((name) => [
      name,
      Object.fromEntries(
        Object.entries(counts[name])
          .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
          .slice(0, 100),
      ),
    ]),
  );
}

function monthsByHand(documents: readonly SearchDocument[]): { period: string; count: number }[] {
  const months = documents.map(
    ({ earliest, latest }) => [earliest && monthOf(earliest), latest && monthOf(latest)] as const,
  );
  const scale = months
    .flat()
    .filter((month) => month !== null)
    .sort();
  const found: { period: string; count: number }[] = [];
  for (
    let [year, month] = [2000, 1];
    year < 2030;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  ) {
    const period = `${year}-${String(month).padStart(2, '0')}`;
    if (scale.length === 0 || period < scale[0]! || period > scale.at(-1)!) continue;
    const count = months.filter(
      ([from, to]) =>
        (from !== null || to !== null) && (from === null || from <= period) && (to === null || to >= period),
    ).length;
    if (count > 0) found.push({ period, count });
  }
  return found;
}

function randomRequest(
  documents: readonly SearchDocument[],
  random: () => number,
): { asked: string; limits: Partial<Pick<SearchRequest, 'filters' | 'from' | 'to'>> } {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const some = pick(documents);
  const words = pick(some.texts).text.split(/[ .]+/).filter(Boolean);
  const word = () => pick(words);
  const slip = (given: string) => given.slice(0, 3) + given.slice(4);
  const asked = pick([
    () => '',
    () => word(),
    () => `${word()} `,
    () => `${word()} ${word()} `,
    () => `${word()} ${word()} ${word()}`,
    () => word().slice(0, 3),
    () => `${slip(word())} `,
    () => slip(word()),
    () => `"${words.slice(0, 2).join(' ')}"`,
    () => `"${words.slice(2, 5).join(' ')}" ${word()}`,
    () => `${word()} -${word()}`,
    () => `-${word()}`,
    () => `-"${words.slice(0, 2).join(' ')}" ${word()} `,
    () => `${word()} zzzzzz ${word()} `,
  ])();
  const limits: Partial<Pick<SearchRequest, 'filters' | 'from' | 'to'>> = {};
  if (random() < 0.5) {
    const name = pick(FACETS) as FacetName;
    const values = [some.facets[name][0], pick(documents).facets[name][0]].filter((one) => one !== undefined);
    if (values.length > 0) limits.filters = { [name]: values };
  }
  if (random() < 0.3) limits.from = new Date(Date.UTC(2012 + Math.floor(random() * 5), 3, 7));
  if (random() < 0.3) limits.to = new Date(Date.UTC(2014 + Math.floor(random() * 4), 8, 21));
  return { asked, limits };
}
