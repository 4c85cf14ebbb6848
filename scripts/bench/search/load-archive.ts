import type pg from 'pg';
import { type Connections, connect } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrations/migrate';
import { openIndexing, openSearch } from '@/lib/search/choose-engine';
import type { SearchEngine } from '@/lib/search/engine';
import { ensureSearchTables } from '@/lib/search/engines/postgres-tables';
import { reindex } from '@/lib/search/reindex';
import type { SearchHouse } from '@/lib/search/search-testimonies';
import { answerTestimonies } from '@/lib/web/search-answers';
import type { BenchPostgres } from './bench-postgres';
import { fillShelf } from './fill-shelf';
import { REFUSED, type Searched } from './measure';

export interface LoadedArchive {
  size: number;
  connections: Connections;
  postgres: Searched;
  close(): Promise<void>;
}

/**
 * Makes an archive of so many posts on a database of its own, with its PostgreSQL index. What a kept
 * server has of an earlier run is used again; `anew` builds the index once more.
 */
export async function loadArchive(
  server: BenchPostgres,
  size: number,
  { keep, anew, say }: { keep: boolean; anew: boolean; say: (line: string) => void },
): Promise<LoadedArchive> {
  const name = `bench_${size}`;
  const filled = `${name}_filled`;
  if (await server.makeDatabase(name)) {
    const migrated = await migrate(server.urls(name).migrate);
    if (!migrated.ok) throw new Error(migrated.message);
    await fillShelf(server.superUrl(name), size, say);
    // A run that was stopped half-way leaves no archive that looks whole.
    await server.makeDatabase(filled);
  } else if (await server.makeDatabase(filled)) {
    await server.dropDatabase(name);
    await server.dropDatabase(filled);
    return loadArchive(server, size, { keep, anew, say });
  }
  const connections = connect(server.urls(name), 6);
  const settings = { SEARCH_ENGINE: 'postgres' } as const;
  const house = openSearch(settings, connections.readingPool);
  const indexing = openIndexing(settings, { app: connections.appPool, reading: connections.readingPool });
  const facts = await indexed(connections.appPool, indexing.engines[0], size, anew, say);
  say(`PostgreSQL: ${facts}`);
  return {
    size,
    connections,
    postgres: { name: 'PostgreSQL', facts, ask: askerOf(house), memory: server.memory },
    close: async () => {
      await connections.close();
      if (keep) return;
      await server.dropDatabase(filled);
      await server.dropDatabase(name);
    },
  };
}

/** Builds the index where it is missing, and tells its size, and the rate when it was built now. */
async function indexed(
  app: pg.Pool,
  engine: SearchEngine,
  size: number,
  anew: boolean,
  say: (line: string) => void,
): Promise<string> {
  const isNew = await ensureSearchTables(app);
  const { rows: held } = await app.query('SELECT EXISTS (SELECT FROM search.document) AS any');
  let rate = '';
  if (isNew || anew || !held[0].any) {
    const started = performance.now();
    await reindex(app, engine, (written) => {
      if (written % 100_000 === 0)
        say(`${written} posts indexed, ${Math.round((performance.now() - started) / 1_000)} s`);
    });
    const seconds = (performance.now() - started) / 1_000;
    rate = `indexed at ${Math.round(size / seconds)} posts/s, `;
  }
  const { rows } = await app.query(
    `SELECT sum(pg_total_relation_size(c.oid))::float8 AS bytes FROM pg_class c
      WHERE c.relnamespace = 'search'::regnamespace AND c.relkind = 'r'`,
  );
  return `${rate}${Math.round(rows[0].bytes / 2 ** 20)} MiB`;
}

/** Asks as the API is asked: parameters read, hits read again, highlights made, the answer written out. */
export function askerOf(house: SearchHouse): Searched['ask'] {
  return async (query) => {
    const response = await answerTestimonies(
      house,
      new Request(`http://localhost/api/v1/testimonies?${query.address}`),
    );
    const body = await response.text();
    if (response.status === 503) return REFUSED;
    if (response.status !== 200) throw new Error(`${query.address}: ${body}`);
    // Found without reading the whole answer, since that would be time of whoever asks.
    return Number(/"total":(\d+)/.exec(body)?.[1] ?? -1);
  };
}
