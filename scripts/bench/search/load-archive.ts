import pg from 'pg';
import { type Connections, connect } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrations/migrate';
import type { ScratchPostgres } from '@/lib/db/testing/scratch-postgres';
import { openIndexing, openSearch } from '@/lib/search/choose-engine';
import { ensureSearchTables } from '@/lib/search/engines/postgres-tables';
import { reindex } from '@/lib/search/reindex';
import type { SearchHouse } from '@/lib/search/search-testimonies';
import { madeUpArchive } from '@/lib/search/testing/corpus';
import { shelve } from '@/lib/search/testing/shelve';
import { answerTestimonies } from '@/lib/web/search-answers';
import type { Searched } from './measure';

export interface LoadedArchive {
  size: number;
  connections: Connections;
  postgres: Searched;
  close(): Promise<void>;
}

/** Makes an archive of so many posts on a database of its own, and its PostgreSQL index. */
export async function loadArchive(
  server: ScratchPostgres,
  size: number,
  say: (line: string) => void,
): Promise<LoadedArchive> {
  const name = await server.createDatabase();
  const migrated = await migrate(server.ownerUrl(name));
  if (!migrated.ok) throw new Error(migrated.message);
  const connections = connect(server.urls(name), 6);

  // As a superuser without triggers: a million rows of the outbox would measure something else.
  const client = new pg.Client({ connectionString: server.superUrl(name) });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  let batch = [];
  let loaded = 0;
  for (const form of madeUpArchive(size)) {
    batch.push(form);
    if (batch.length < 2_000) continue;
    await shelve(client, batch);
    loaded += batch.length;
    batch = [];
    if (loaded % 100_000 === 0) say(`${loaded} posts loaded`);
  }
  if (batch.length > 0) await shelve(client, batch);
  await client.query('UPDATE public_form SET revision = 1');
  await client.query('VACUUM ANALYZE public_form');
  await client.end();

  const settings = { SEARCH_ENGINE: 'postgres' } as const;
  const house = openSearch(settings, connections.readingPool);
  const indexing = openIndexing(settings, { app: connections.appPool, reading: connections.readingPool });
  await ensureSearchTables(connections.appPool);
  const started = performance.now();
  await reindex(connections.appPool, indexing.engines[0], (written) => {
    if (written % 100_000 === 0) say(`${written} posts indexed`);
  });
  const seconds = (performance.now() - started) / 1_000;
  const { rows } = await connections.appPool.query(
    `SELECT sum(pg_total_relation_size(c.oid))::float8 AS bytes FROM pg_class c
      WHERE c.relnamespace = 'search'::regnamespace AND c.relkind = 'r'`,
  );
  const facts = `indexed at ${Math.round(size / seconds)} posts/s, ${Math.round(rows[0].bytes / 2 ** 20)} MiB`;
  say(`PostgreSQL: ${facts}`);
  return {
    size,
    connections,
    postgres: { name: 'PostgreSQL', facts, ask: askerOf(house) },
    close: async () => {
      await connections.close();
      await server.dropDatabase(name);
    },
  };
}

/** Asks as the API is asked: parameters read, hits read again, highlights made, the answer written out. */
export function askerOf(house: SearchHouse): Searched['ask'] {
  return async (query) => {
    const response = await answerTestimonies(
      house,
      new Request(`http://localhost/api/v1/testimonies?${query.address}`),
    );
    const body = (await response.json()) as { total?: number; engine?: string };
    if (response.status !== 200) throw new Error(`${query.address}: ${JSON.stringify(body)}`);
    return body.total ?? -1;
  };
}
