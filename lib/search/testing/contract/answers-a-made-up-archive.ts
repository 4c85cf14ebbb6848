import { beforeAll, describe, expect, test } from 'vitest';
import { searchDocument } from '../../document';
import { FACETS } from '../../facets';
import { MATRIX_LEXICON } from '../../matrix';
import { parseQuery } from '../../query';
import { madeUpArchive } from '../corpus';
import { hostileStrings } from '../hostile-strings';
import { oracle } from '../oracle';
import { randomNumbers } from '../random-numbers';
import { everyPage, nothingElse, request } from './ask';
import type { Bench } from './bench';
import { countedByHand, facetsOf, monthsByHand } from './count-by-hand';
import { randomRequest } from './random-request';
import { digestOf } from './records';

const long = process.env.SAWT_TEST_SIZE === 'long';
/** Reading to the end in pages costs an engine the square of their number: twenty thousand are read in twenty. */
const PAGE = long ? 1_000 : 100;

/** Holds pages, totals, facets and months against reading every record, in one archive made up by chance. */
export function answersAMadeUpArchive(bench: Bench): void {
  describe('in a made-up archive', () => {
    const documents = [...madeUpArchive(long ? 20_000 : 1_200)].map((form, at) =>
      searchDocument(form, { revision: BigInt(at + 1), digest: digestOf(at) }),
    );
    const found = oracle(documents, MATRIX_LEXICON.names);
    beforeAll(() => bench.fill(documents), 300_000);

    test('answers as reading every record would: pages, totals, facets, months', async () => {
      const random = randomNumbers(5);
      for (let at = 0; at < (long ? 400 : 60); at += 1) {
        const { asked, limits } = randomRequest(documents, random);
        const expected = found.find(parseQuery(asked), { ...nothingElse, ...limits });
        const answer = await bench.engine.search(request({ query: parseQuery(asked), ...limits, limit: 10 }));
        const where = JSON.stringify({ asked, limits });
        expect([where, answer.total]).toEqual([where, expected.length]);
        expect(answer.totalIsExact).toBe(true);
        expect([where, facetsOf(answer)]).toEqual([where, countedByHand(expected)]);
        expect(answer.undated).toBe(expected.filter((one) => !one.earliest && !one.latest).length);
        expect(answer.histogram).toEqual(monthsByHand(expected));
        if (at % 10 === 0) {
          const all = await everyPage(bench.engine, { query: parseQuery(asked), ...limits }, PAGE);
          expect(all.sort()).toEqual(expected.map((one) => one.reference).sort());
          if (answer.dropped.length > 0) continue;
          const every: string[] = [];
          for await (const batch of bench.engine.every(request({ query: parseQuery(asked), ...limits })))
            every.push(...batch);
          expect([where, every]).toEqual([where, expected.map((one) => one.reference).sort()]);
        }
      }
    }, 1_800_000);

    test('never counts more for a further filter', async () => {
      for (const asked of ['حلب', 'the siege', 'القصف -روسيا', 'aleppo syrai nowhereatall ']) {
        const before = await bench.engine.search(request({ query: parseQuery(asked) }));
        for (const name of FACETS) {
          const value = before.facets[name]?.at(-1)?.value;
          if (value === undefined) continue;
          const after = await bench.engine.search(
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
        const pages = await everyPage(bench.engine, { query: parseQuery('aleppo'), sort }, long ? 70 : 7);
        const byReference = new Map(documents.map((one) => [one.reference, one.earliest?.getTime() ?? null]));
        const times = pages.map((reference) => byReference.get(reference)!);
        const dated = times.filter((time) => time !== null);
        expect(times.slice(0, dated.length)).toEqual(dated);
        expect(dated).toEqual([...dated].sort((a, b) => (sort === 'oldest' ? a - b : b - a)));
        expect(new Set(pages).size).toBe(pages.length);
      }
    }, 300_000);

    test('answers a query of anything at all', async () => {
      for (const text of hostileStrings) {
        const answer = await bench.engine.search(request({ query: parseQuery(text) }));
        expect(answer.total).toBeGreaterThanOrEqual(0);
      }
    });

    test('hides what was withdrawn from hits, totals, facets and months, even while it is still held', async () => {
      const gone = documents.filter((one) => one.facets.kind.includes('post')).slice(0, 5);
      const excluded = gone.map((one) => one.reference);
      await bench.app.query(
        "INSERT INTO search_outbox (reference, revision, operation) SELECT unnest($1::text[]), 1, 'delete'",
        [excluded],
      );
      for (const asked of ['', 'حلب', 'the ']) {
        const query = parseQuery(asked);
        const answer = await bench.engine.search(request({ query, limit: 100 }));
        const expected = found.find(query, nothingElse).filter((one) => !excluded.includes(one.reference));
        expect(answer.total).toBe(expected.length);
        expect(facetsOf(answer)).toEqual(countedByHand(expected));
        expect(answer.histogram).toEqual(monthsByHand(expected));
        const all = await everyPage(bench.engine, { query }, PAGE);
        expect(all.sort()).toEqual(expected.map((one) => one.reference).sort());
      }
      await bench.app.query('DELETE FROM search_outbox');
    }, 600_000);
  });
}
