import { describe, expect, test } from 'vitest';
import type { PublicTestimony } from '@/lib/archive/public-form';
import { parseQuery } from '../../query';
import { request } from './ask';
import type { Bench } from './bench';
import { date, document } from './records';

/** Holds the order of relevance; `widened` says whether the order among widened words is held too. */
export function putsFirst(bench: Bench, { widened }: { widened: boolean }): void {
  describe('puts first', () => {
    const order = async (asked: string, texts: Partial<PublicTestimony>[]) => {
      const documents = texts.map((given, at) => document(given, at));
      await bench.fill(documents);
      const { references } = await bench.engine.search(request({ query: parseQuery(asked) }));
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
    test.skipIf(!widened)('the word itself before what it is widened to', async () => {
      expect(await order('الحصار ', [{ text: 'حصار حلب' }, { text: 'الحصار هنا' }])).toEqual([1, 0]);
      expect(await order('حصار ', [{ text: 'والحصار هنا' }, { text: 'حصار حلب' }])).toEqual([1, 0]);
    });
  });
}
