import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client';

/** The working database: everything, as the role that cannot change history. */
export type AppDb = PrismaClient;
/** What a use case writes in: one transaction of the working database. */
export type Tx = Prisma.TransactionClient;
/** The readers' database: public forms, tombstones, and nothing private even by type. */
export type ReadingDb = Pick<PrismaClient, 'publicForm' | 'tombstone' | 'publicationRevision' | '$queryRaw'>;

export interface Connections {
  app: AppDb;
  /** The same role as `app`, for COPY and other statements that Prisma cannot say. */
  appPool: pg.Pool;
  reading: ReadingDb;
  readingPool: pg.Pool;
  close(): Promise<void>;
}

/**
 * Opens both roles' pools; connecting itself happens at the first query, so that building the app
 * needs no database. `max` is the number of connections of each pool.
 */
export function connect(urls: { app: string; reading: string }, max = 10): Connections {
  const appPool = openPool(urls.app, max);
  const readingPool = openPool(urls.reading, max);
  const app = new PrismaClient({ adapter: new PrismaPg(appPool) });
  const reading = new PrismaClient({ adapter: new PrismaPg(readingPool) });
  return {
    app,
    appPool,
    reading,
    readingPool,
    close: async () => {
      await Promise.all([app.$disconnect(), reading.$disconnect()]);
      await Promise.all([appPool.end(), readingPool.end()]);
    },
  };
}

function openPool(url: string, max: number): pg.Pool {
  const target = new URL(url);
  // The adapter sends instants without a zone, so the session's zone must be UTC whatever the server's is.
  const options = [target.searchParams.get('options'), '-c timezone=UTC -c lock_timeout=10s']
    .filter(Boolean)
    .join(' ');
  target.searchParams.set('options', options);
  const pool = new pg.Pool({
    connectionString: target.toString(),
    max,
    connectionTimeoutMillis: 5_000,
    application_name: 'sawt',
    keepAlive: true,
  });
  // An idle connection that the server drops (a restart) is replaced at the next query; without a
  // listener the error would end the process.
  pool.on('error', () => {});
  return pool;
}
