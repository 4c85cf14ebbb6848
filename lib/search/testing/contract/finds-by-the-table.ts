import { beforeAll, describe, expect, test } from 'vitest';
import { MATRIX, MATRIX_LEXICON } from '../../matrix';
import { parseQuery } from '../../query';
import { oracle } from '../oracle';
import { everyPage, nothingElse } from './ask';
import type { Bench } from './bench';
import { document } from './records';

/** Asks every query of the table but those in `otherwise`, whose difference is named with its reason. */
export function findsByTheTable(bench: Bench, otherwise: ReadonlySet<string>): void {
  describe('finds what the table says', () => {
    const rows = Object.values(MATRIX).flat();
    const documents = [...new Set(rows.map(([, text]) => text))].map((text, at) => document({ text }, at));
    const found = oracle(documents, MATRIX_LEXICON.names);
    beforeAll(() => bench.fill(documents));

    test.each(Object.keys(MATRIX))('%s', async (section) => {
      for (const [asked] of MATRIX[section]!) {
        if (otherwise.has(asked)) continue;
        const expected = found.find(parseQuery(asked), nothingElse).map((one) => one.reference);
        const answer = await everyPage(bench.engine, { query: parseQuery(asked) });
        expect([asked, answer.sort()]).toEqual([asked, expected.sort()]);
      }
    });
  });
}
