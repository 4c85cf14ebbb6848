import path from 'node:path';
import type { Env } from '@/lib/env';
import { type Refused, type Result, refuse } from '@/lib/result';
import { startEmbeddedPostgres } from './embedded/server';
import { embeddedSettings } from './embedded/settings';
import { migrate } from './migrations/migrate';
import { createRolesAndDatabase, type DatabaseUrls, ROLE, takeOnRoles } from './roles';

export interface OpenDatabase {
  urls: DatabaseUrls;
  /** One line for people: which PostgreSQL this is. */
  description: string;
  /** Stops the embedded PostgreSQL, whoever started it; does nothing to anybody else's. */
  stop(): Promise<void>;
  /** Starts the embedded PostgreSQL again when it dies; does nothing for anybody else's. */
  keepAlive(noticed: (outcome: Result<undefined, Refused>) => void): void;
  /** Stops it only if this call started it: a running archive must not lose its database to a command. */
  release(): Promise<void>;
}

const DATABASE = 'sawt';

/**
 * Finds the archive's database as the settings say and brings its roles into being: DATABASE_URL, or
 * the embedded PostgreSQL under DATA_DIR, started if it does not run. The caller migrates.
 */
export async function openDatabase(
  env: Pick<Env, 'DATABASE_URL' | 'DATABASE_URL_READING' | 'DATABASE_URL_MIGRATE' | 'DATA_DIR'>,
): Promise<Result<OpenDatabase, Refused>> {
  if (env.DATABASE_URL === undefined) return openEmbedded(env.DATA_DIR);
  const urls = await foreignUrls({ ...env, DATABASE_URL: env.DATABASE_URL });
  if (!urls.ok) return urls;
  return {
    ok: true,
    value: {
      urls: urls.value,
      description: `PostgreSQL at ${new URL(env.DATABASE_URL).host}`,
      keepAlive: () => {},
      stop: async () => {},
      release: async () => {},
    },
  };
}

/** Brings the database to the newest migration. Gives the names of what was applied. */
export async function migrateDatabase(database: OpenDatabase): Promise<Result<string[], Refused>> {
  return migrate(database.urls.migrate);
}

async function foreignUrls(env: {
  DATABASE_URL: string;
  DATABASE_URL_READING?: string | undefined;
  DATABASE_URL_MIGRATE?: string | undefined;
}): Promise<Result<DatabaseUrls, Refused>> {
  const { DATABASE_URL: app, DATABASE_URL_READING: reading, DATABASE_URL_MIGRATE: owner } = env;
  if (reading !== undefined && owner !== undefined)
    return { ok: true, value: { app, reading, migrate: owner } };
  if (reading !== undefined || owner !== undefined) {
    return refuse(
      'bad-setting',
      'DATABASE_URL_READING and DATABASE_URL_MIGRATE belong together: set both, or neither to have the roles made.',
    );
  }
  return takeOnRoles(app);
}

async function openEmbedded(dataDir: string): Promise<Result<OpenDatabase, Refused>> {
  const server = await startEmbeddedPostgres(path.join(dataDir, 'postgres'), embeddedSettings());
  if (!server.ok) return server;
  const { superUrl, urlFor, secrets, started, keepAlive, stop } = server.value;
  try {
    await createRolesAndDatabase(superUrl('postgres'), DATABASE, secrets);
  } catch (error) {
    return refuse(
      'database-away',
      `The embedded PostgreSQL does not answer: ${error instanceof Error ? error.message : error}`,
    );
  }
  return {
    ok: true,
    value: {
      urls: {
        migrate: urlFor(ROLE.owner, secrets.owner, DATABASE),
        app: urlFor(ROLE.app, secrets.app, DATABASE),
        reading: urlFor(ROLE.reading, secrets.reading, DATABASE),
      },
      description: 'the embedded PostgreSQL 18',
      keepAlive,
      stop,
      release: async () => {
        if (started) await stop();
      },
    },
  };
}
