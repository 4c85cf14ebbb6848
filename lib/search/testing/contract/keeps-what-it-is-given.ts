import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../query';
import { request } from './ask';
import type { Bench } from './bench';
import { document } from './records';

/** Holds writing, removing and rebuilding: what is found is what was last given, and nothing of what is gone. */
export function keepsWhatItIsGiven(bench: Bench): void {
  describe('with a few records', () => {
    test('changes and removes what it holds, and tells what that is', async () => {
      const [first, second] = [document({ text: 'no water' }, 0), document({ text: 'no bread' }, 1)];
      await bench.fill([first, second]);
      await bench.engine.write({
        upserts: [{ ...document({ text: 'no fuel' }, 0), revision: 9n }],
        deletes: [second.reference],
      });
      expect((await bench.engine.search(request({ query: parseQuery('water ') }))).total).toBe(0);
      expect((await bench.engine.search(request({ query: parseQuery('bread ') }))).total).toBe(0);
      expect((await bench.engine.search(request({ query: parseQuery('fuel ') }))).references).toEqual([
        first.reference,
      ]);
      const held = [];
      for await (const one of bench.engine.held()) held.push(one);
      expect(held).toEqual([{ reference: first.reference, revision: 9n, digest: first.digest }]);
    });

    test('suggests no word of what is gone', async () => {
      await bench.fill([document({ text: 'the informant', tags: [{ slug: 'secret', label: 'Secret' }] }, 0)]);
      await bench.engine.write({ upserts: [], deletes: [document({ text: '' }, 0).reference] });
      const answer = await bench.engine.search(request({ query: parseQuery('infromant ') }));
      expect([answer.total, answer.corrected]).toEqual([0, []]);
    });

    test('is rebuilt beside itself and swapped in one step', async () => {
      await bench.fill([document({ text: 'old words' }, 0)]);
      const rebuild = await bench.engine.rebuild();
      await rebuild.write([document({ text: 'new words' }, 1), document({ text: 'gone words' }, 2)]);
      await rebuild.remove([document({ text: '' }, 2).reference]);
      expect((await bench.engine.search(request({ query: parseQuery('old ') }))).total).toBe(1);
      expect((await bench.engine.search(request({ query: parseQuery('new ') }))).total).toBe(0);
      await rebuild.commit();
      expect((await bench.engine.search(request({ query: parseQuery('old ') }))).total).toBe(0);
      expect((await bench.engine.search(request({ query: parseQuery('words ') }))).total).toBe(1);
      await bench.engine.write({ upserts: [document({ text: 'newer words' }, 3)], deletes: [] });
      expect((await bench.engine.search(request({ query: parseQuery('words ') }))).total).toBe(2);
    });
  });
}
