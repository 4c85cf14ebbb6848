import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../query';
import { request } from './ask';
import type { Bench } from './bench';
import { date, document } from './records';

/** Holds dropped words, corrections, translations, and dates, each on records made for it. */
export function answersAFewRecords(bench: Bench): void {
  describe('with a few records', () => {
    test('leaves out words from the end only when nothing has all, and says which', async () => {
      await bench.fill([document({ text: 'no bread in the city' }, 0), document({ text: 'no water' }, 1)]);
      const all = await bench.engine.search(request({ query: parseQuery('no bread ') }));
      expect([all.total, all.dropped]).toEqual([1, []]);
      const some = await bench.engine.search(request({ query: parseQuery('bread nowhere never ') }));
      expect([some.total, some.dropped.map((term) => term.shown)]).toEqual([1, ['never', 'nowhere']]);
      const first = await bench.engine.search(request({ query: parseQuery('nowhere bread ') }));
      expect([first.total, first.dropped]).toEqual([0, []]);
      const phrase = await bench.engine.search(request({ query: parseQuery('bread "not there"') }));
      expect(phrase.total).toBe(0);
    });

    test('says what it corrected', async () => {
      await bench.fill([document({ text: 'the ceasefire' }, 0)]);
      const answer = await bench.engine.search(request({ query: parseQuery('ceasfire ') }));
      expect(answer.corrected).toEqual([{ from: 'ceasfire', to: ['ceasefire'] }]);
    });

    test('finds an Arabic original by its English translation, and the other way round', async () => {
      const machine = { by: null, machine: true, status: 'unreviewed' as const };
      await bench.fill([
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
      expect((await bench.engine.search(request({ query: parseQuery('shelters') }))).total).toBe(1);
      expect((await bench.engine.search(request({ query: parseQuery('ماء') }))).total).toBe(1);
      expect((await bench.engine.search(request({ query: parseQuery('people الملاجئ') }))).total).toBe(1);
    });

    test('takes dates by the bounds of what they can mean', async () => {
      const dates = ['2016-12-13', '2016-12-14~', '2016-12', '2016', '[..2016-05]', '2016-12-20/..', null];
      await bench.fill(dates.map((edtf, at) => document({ text: 'no water', date: date(edtf) }, at)));
      const within = async (edtf: string) => {
        const computed = date(edtf);
        const { references } = await bench.engine.search(
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
      await bench.fill([
        document({ text: 'a', date: date('2016-12-13') }, 0),
        document({ text: 'b', date: date('2016-12-14~') }, 1),
      ]);
      const range = date('2016-12');
      const { histogram } = await bench.engine.search(
        request({ query: parseQuery(''), from: new Date(range.earliest!), to: new Date(range.latest!) }),
      );
      expect(histogram).toEqual([
        { period: '2016-12-13', count: 2 },
        { period: '2016-12-14', count: 1 },
        { period: '2016-12-15', count: 1 },
      ]);
    });
  });
}
