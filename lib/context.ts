import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { AppDb, Connections } from '@/lib/db/client';

/** What a use case needs from the world, handed in so that rules can be tested without a clock. */
export interface Context {
  db: AppDb;
  /** The same database and role, for COPY and other statements that Prisma cannot say. */
  pool: pg.Pool;
  clock: () => Date;
  /** `size` bytes that nobody can guess. */
  random: (size: number) => Uint8Array;
}

export function liveContext(connections: Pick<Connections, 'app' | 'appPool'>): Context {
  return {
    db: connections.app,
    pool: connections.appPool,
    clock: () => new Date(),
    random: (size) => randomBytes(size),
  };
}
