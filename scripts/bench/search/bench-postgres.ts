import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '@/lib/db/embedded/server';
import { embeddedSettings } from '@/lib/db/embedded/settings';
import { createRolesAndDatabase, type DatabaseUrls, ROLE } from '@/lib/db/roles';
import { memoryOf } from './memory';

/** A PostgreSQL of the benchmark's own, set as the one that `npm start` starts. */
export interface BenchPostgres {
  /** Makes a database of this name unless it is there. True when it is new. */
  makeDatabase(name: string): Promise<boolean>;
  dropDatabase(name: string): Promise<void>;
  urls(database: string): DatabaseUrls;
  superUrl(database: string): string;
  /** MiB of all its processes; null where the system does not tell. */
  memory(): number | null;
  stop(): Promise<void>;
}

/** Starts it in `folder`, where it stays for the next run, or in one that goes with `stop`. */
export async function startBenchPostgres(folder: string | null): Promise<BenchPostgres> {
  const place = folder ?? (await mkdtemp(path.join(tmpdir(), 'sawt-bench-')));
  await mkdir(place, { recursive: true });
  await chmod(place, 0o755);
  const started = await startEmbeddedPostgres(place, embeddedSettings());
  if (!started.ok) throw new Error(started.message);
  const { superUrl, urlFor, secrets, stop } = started.value;
  await createRolesAndDatabase(superUrl('postgres'), 'sawt', secrets);
  const ask = async (statement: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: superUrl('postgres') });
    await client.connect();
    try {
      return (await client.query(statement, values)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    makeDatabase: async (name) => {
      const there = await ask('SELECT FROM pg_database WHERE datname = $1', [name]);
      if (there.length === 0) await ask(`CREATE DATABASE ${name} OWNER ${ROLE.owner}`);
      return there.length === 0;
    },
    dropDatabase: async (name) => void (await ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
    urls: (database) => ({
      migrate: urlFor(ROLE.owner, secrets.owner, database),
      app: urlFor(ROLE.app, secrets.app, database),
      reading: urlFor(ROLE.reading, secrets.reading, database),
    }),
    superUrl,
    memory: () =>
      memoryOf(
        'postgres',
        Number.parseInt(readFileSync(path.join(place, 'cluster', 'postmaster.pid'), 'utf8'), 10),
      ),
    stop: async () => {
      await stop();
      if (folder === null) await rm(place, { recursive: true, force: true });
    },
  };
}
