import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { all, askOai, errorCode, fillShelf, PART, reference, SIZE } from '../testing/harvester';
import { insertForms, sampleTestimony } from '../testing/sample-archive';

let database: TestDatabase;
const ask = (question: string | Record<string, string>) => askOai(database, question);

beforeAll(async () => {
  database = await openTestDatabase();
  await fillShelf(database);
});
afterAll(() => database.close());

describe('a harvest while records change', () => {
  interface Held {
    datestamp: string;
    deleted: boolean;
    words: string | undefined;
  }

  /** Takes a list to its end, and gives all records in the order given; `between` runs before each part but the first. */
  async function harvest(from: string | null, between: () => Promise<void>): Promise<[string, Held][]> {
    const given: [string, Held][] = [];
    const first = { verb: 'ListRecords', metadataPrefix: 'oai_dc', ...(from === null ? {} : { from }) };
    for (let question: Record<string, string> = first; ; ) {
      const xml = await ask(question);
      for (const record of all(xml, /<record>(.*?)<\/record>/gs)) {
        const [, reference = ''] = /<identifier>oai:archive\.example:(\w+)</.exec(record) ?? [];
        given.push([
          reference,
          {
            datestamp: /<datestamp>(.*?)</.exec(record)?.[1] ?? '',
            deleted: record.includes('status="deleted"'),
            words: /<dc:description[^>]*>(.*?)</.exec(record)?.[1],
          },
        ]);
      }
      const token = /<resumptionToken [^>]*>(.+?)<\/resumptionToken>/.exec(xml)?.[1];
      if (token === undefined) return given;
      await between();
      question = { verb: 'ListRecords', resumptionToken: token };
    }
  }

  it('loses nothing, gives nothing twice that stayed as it was, and the next one brings what changed', async () => {
    // Days of change that many records share, long before today's changes.
    const pool = database.appPool;
    await pool.query(`UPDATE public_form SET changed_on = DATE '2021-03-01' + (right(key, 2)::int % 7)`);
    const today = new Date().toISOString().slice(0, 10);
    const changed = new Set<string>();
    const withdrawn: string[] = [];
    let round = 0;
    // Records spread over the whole list, so that some were given and some were not.
    const next = () => reference((round * 7919 + changed.size * 104_729) % SIZE);
    const withdraw = async (key: string) => {
      await pool.query(`UPDATE public_form SET sealed = true WHERE key = $1`, [key]);
      await pool.query(
        `INSERT INTO tombstone (reference, reason_class, state, day) VALUES ($1, 'legal', 'withdrawn', CURRENT_DATE) ON CONFLICT DO NOTHING`,
        [key],
      );
      changed.add(key);
    };
    const change = async () => {
      round += 1;
      for (const key of [next(), next()]) {
        await withdraw(key);
        withdrawn.push(key);
      }
      const back = round % 2 === 0 ? withdrawn.shift() : undefined;
      if (back !== undefined) {
        await pool.query(`UPDATE public_form SET sealed = false WHERE key = $1`, [back]);
        await pool.query(`DELETE FROM tombstone WHERE reference = $1`, [back]);
      }
      const corrected = next();
      await pool.query(
        `UPDATE public_form SET form = jsonb_set(form, '{text}', to_jsonb('corrected in round ${round}'::text)) WHERE key = $1`,
        [corrected],
      );
      changed.add(corrected);
      const added = `nnnnn${String(round).padStart(5, '0')}`;
      await insertForms(pool, [sampleTestimony({ reference: added, text: 'new' })]);
      changed.add(added);
    };

    const given = await harvest(null, change);
    expect(round).toBeGreaterThan(SIZE / PART - 1);
    const times = new Map<string, Held[]>();
    for (const [key, record] of given) times.set(key, [...(times.get(key) ?? []), record]);
    const still = Array.from({ length: SIZE }, (_, at) => reference(at)).filter((key) => !changed.has(key));
    expect(still.filter((key) => times.get(key)?.length !== 1)).toEqual([]);
    for (const [key, records] of times) {
      if (records.length === 1) continue;
      expect(changed, key).toContain(key);
      expect(
        records.map(({ datestamp }) => datestamp),
        key,
      ).toEqual([expect.stringMatching(/^2021-03/), today]);
    }
    // What every harvester does: the next time it asks from the day of its last harvest on, that day included.
    const later = await harvest(today, async () => {});
    const held = new Map([...given, ...later]);
    const { rows } = await pool.query<{ key: string; words: string | null }>(
      `SELECT key, form ->> 'text' AS words FROM public_form WHERE kind = 'testimony' AND current AND NOT sealed
       UNION ALL SELECT reference, NULL FROM tombstone`,
    );
    const truth = rows.map(({ key, words }) => [
      key,
      words === null ? 'deleted' : words.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;'),
    ]);
    const known = [...held].map(([key, { deleted, words }]) => [key, deleted ? 'deleted' : words]);
    expect(new Map(known as [string, string][])).toEqual(new Map(truth as [string, string][]));
  });

  it('is told that nothing is left where the rest of a span moved out of it', async () => {
    await database.appPool.query(
      `UPDATE public_form SET changed_on = '2018-05-05' WHERE key LIKE '00000000__'`,
    );
    const first = await ask({ verb: 'ListRecords', metadataPrefix: 'oai_dc', until: '2018-12-31' });
    expect(errorCode(first)).toBeUndefined();
    const part = await askOai(
      database,
      { verb: 'ListRecords', metadataPrefix: 'oai_dc', until: '2018-12-31' },
      10,
    );
    const token = /<resumptionToken [^>]*>(.+?)<\/resumptionToken>/.exec(part)?.[1] ?? '';
    await database.appPool.query(
      `UPDATE public_form SET changed_on = '2026-11-24' WHERE key LIKE '00000000__'`,
    );
    expect(errorCode(await ask({ verb: 'ListRecords', resumptionToken: token }))).toBe('noRecordsMatch');
  });
});
