import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded/server';
import { onDatabase } from '../migrations/schema-engine';
import { createRolesAndDatabase, type DatabaseUrls, ROLE } from '../roles';

/** A real PostgreSQL for tests and for making migrations: in a temporary folder, gone with `stop`. */
export interface ScratchPostgres {
  /** Makes a database (optionally a copy of `template`) and gives its name. */
  createDatabase(template?: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  urls(database: string): DatabaseUrls;
  superUrl(database: string): string;
  ownerUrl(database: string): string;
  secrets: { owner: string; app: string; reading: string };
  stop(): Promise<void>;
}

/** Starts one. `settings` are names and values of postgresql.conf besides those of a scratch server. */
export async function startScratchPostgres(settings: Record<string, string> = {}): Promise<ScratchPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sawt-postgres-'));
  await chmod(folder, 0o755);
  // Nothing here outlives the run, so durability would only cost time.
  const started = await startEmbeddedPostgres(folder, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    ...settings,
  });
  if (!started.ok) throw new Error(started.message);
  const server = started.value;
  await createRolesAndDatabase(server.superUrl('postgres'), 'sawt', server.secrets);
  return scratchOn({
    superUrl: server.superUrl,
    urlFor: server.urlFor,
    secrets: server.secrets,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  });
}

/** Another process's scratch PostgreSQL, known by its superuser's address; `stop` leaves it running. */
export function attachScratchPostgres(
  superUrl: string,
  secrets: { owner: string; app: string; reading: string },
): ScratchPostgres {
  const urlFor = (user: string, password: string, database: string) => {
    const url = new URL(superUrl);
    url.username = user;
    url.password = password;
    url.pathname = `/${database}`;
    return url.toString();
  };
  return scratchOn({
    superUrl: (database) => onDatabase(superUrl, database),
    urlFor,
    secrets,
    stop: async () => {},
  });
}

type Server = {
  superUrl(database: string): string;
  urlFor(user: string, password: string, database: string): string;
  secrets: { owner: string; app: string; reading: string };
  stop(): Promise<void>;
};

function scratchOn(server: Server): ScratchPostgres {
  const urls = (database: string): DatabaseUrls => ({
    migrate: server.urlFor(ROLE.owner, server.secrets.owner, database),
    app: server.urlFor(ROLE.app, server.secrets.app, database),
    reading: server.urlFor(ROLE.reading, server.secrets.reading, database),
  });
  return {
    createDatabase: async (template) => {
      const name = `t_${randomBytes(6).toString('hex')}`;
      await onServer(
        server.superUrl('postgres'),
        `CREATE DATABASE ${name} OWNER ${ROLE.owner}${template ? ` TEMPLATE ${template}` : ''}`,
      );
      return name;
    },
    dropDatabase: (name) =>
      onServer(server.superUrl('postgres'), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    urls,
    superUrl: server.superUrl,
    secrets: server.secrets,
    ownerUrl: (database) => urls(database).migrate,
    stop: server.stop,
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
