import { afterAll, beforeAll, expect, it } from 'vitest';
import { type IntakeBench, line, openIntakeBench } from './testing/bring';

let bench: IntakeBench;
beforeAll(async () => {
  bench = await openIntakeBench();
});
afterAll(() => bench.close());

/** So many that what comes again lies in the batch before and in the one before that, written or not. */
const APART = [1, 700, 1_400, 2_100];

it('knows what earlier batches of the same import bring, whether they are written by then or not', async () => {
  const rows: string[] = [];
  const again = new Map<number, string[]>();
  for (let at = 0; at < 4_000; at += 1) {
    rows.push(
      line(`Filling words number ${at} of a long file.`, { platform: 'twitter', platformId: `${9e9 + at}` }),
    );
    rows.push(...(again.get(at) ?? []));
    if (at % 400 !== 0) continue;
    const post = { platform: 'twitter', platformId: `${8e9 + at}` };
    const words = `Words that were sent once by account ${at}, and then once more.`;
    const account = { account: `test_account_${at}` };
    rows.push(line(words, post), line(`Bytes ${at}`), line(words, { ...account, date: '2016-12-13' }));
    for (const apart of APART) {
      const coming = [
        // The same post captured anew, the same bytes, and almost the same words of one account.
        line(words, { ...post, tags: [`seen-${apart}`] }),
        line(`Bytes ${at}`),
        line(`${words}!`, { ...account, date: '2016-12-13', tags: [`seen-${apart}`] }),
      ];
      again.set(at + apart, [...(again.get(at + apart) ?? []), ...coming]);
    }
  }
  const expected = { staged: 4_000 + 3 * 10, held: 0, captures: 0, quarantined: 0 };
  for (let at = 0; at < 4_000; at += 400) {
    const come = APART.filter((apart) => at + apart < 4_000).length;
    expected.held += come;
    expected.captures += 2 * come;
  }
  const tried = await bench.bringText(rows.join(''), { dryRun: true });
  const outcome = await bench.bringText(rows.join(''));
  const { staged, held, captures, quarantined } = outcome.report;
  expect({ staged, held, captures, quarantined }).toEqual(expected);
  expect(tried.report).toEqual(outcome.report);
});
