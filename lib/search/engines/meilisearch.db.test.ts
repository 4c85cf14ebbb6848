import { randomBytes } from 'node:crypto';
import { test } from 'vitest';
import { openTestDatabase } from '@/lib/db/testing/database';
import { engineContract } from '../engine.contract';
import { hasMeilisearch, openTestMeilisearch } from '../testing/meilisearch-server';
import { meilisearchEngine } from './meilisearch';
import { postgresEngine } from './postgres';
import { ensureSearchTables } from './postgres-tables';

if (await hasMeilisearch()) {
  engineContract('Meilisearch', async (isName) => {
    const server = (await openTestMeilisearch())!;
    const database = await openTestDatabase();
    await ensureSearchTables(database.appPool);
    // PostgreSQL keeps the vocabulary, and hears of every record first, as the worker does it.
    const vocabulary = postgresEngine({ reading: database.readingPool, app: database.appPool, isName });
    const engine = meilisearchEngine({
      ...server,
      index: `t_${randomBytes(6).toString('hex')}`,
      // What an answer is, and not how soon on a busy machine: a search that is stopped has no order.
      cutoff: 120_000,
      reading: database.readingPool,
      isName,
    });
    return {
      engine: {
        ...engine,
        write: async (batch) => {
          await vocabulary.write(batch);
          await engine.write(batch);
        },
        rebuild: async () => {
          const [words, records] = [await vocabulary.rebuild(), await engine.rebuild()];
          const both = async (work: (one: typeof words) => Promise<void>) => {
            await work(records);
            await work(words);
          };
          return {
            write: (documents) => both((one) => one.write(documents)),
            remove: (references) => both((one) => one.remove(references)),
            commit: () => both((one) => one.commit()),
            abandon: () => both((one) => one.abandon()),
          };
        },
      },
      app: database.appPool,
      clear: async () => {
        await database.appPool.query(
          'TRUNCATE search.document, search.line, search.bundle, search.word, search.tag, search.tally',
        );
        const held: string[] = [];
        await engine.write({ upserts: [], deletes: [] });
        for await (const { reference } of engine.held()) held.push(reference);
        await engine.write({ upserts: [], deletes: held });
      },
      close: async () => {
        await server.stop();
        await database.close();
      },
    };
  });
} else {
  test('the Meilisearch engine', (context) => context.skip('no Meilisearch server here'));
}
