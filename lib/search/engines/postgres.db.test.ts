import { openTestDatabase } from '@/lib/db/testing/database';
import { engineContract } from '../engine.contract';
import { postgresEngine } from './postgres';
import { ensureSearchTables } from './postgres-tables';

engineContract('PostgreSQL', async (isName) => {
  const database = await openTestDatabase();
  await ensureSearchTables(database.appPool);
  return {
    engine: postgresEngine({ reading: database.readingPool, app: database.appPool, isName }),
    app: database.appPool,
    clear: async () => {
      await database.appPool.query(
        'TRUNCATE search.document, search.line, search.bundle, search.word, search.tag, search.tally',
      );
    },
    close: () => database.close(),
  };
});
