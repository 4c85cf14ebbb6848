import pg from 'pg';
import { type Result, refuse } from '@/lib/result';

/** Where each role connects: `migrate` owns the tables, `app` works, `reading` sees public forms alone. */
export interface DatabaseUrls {
  migrate: string;
  app: string;
  reading: string;
}

export const ROLE = { owner: 'sawt_owner', app: 'sawt_app', reading: 'sawt_reading' } as const;

/**
 * Makes the three roles with passwords of their own and an empty database that the owner owns. For a
 * server that is ours alone (the embedded one). Harmless when all is there already.
 */
export async function createRolesAndDatabase(
  superUrl: string,
  database: string,
  passwords: { owner: string; app: string; reading: string },
): Promise<void> {
  await withClient(superUrl, async (client) => {
    for (const key of ['owner', 'app', 'reading'] as const) {
      await createRole(client, ROLE[key]);
      await client.query(`ALTER ROLE ${ROLE[key]} LOGIN PASSWORD ${client.escapeLiteral(passwords[key])}`);
    }
    await client.query(`ALTER ROLE ${ROLE.owner} CREATEDB`);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${ROLE.owner}`);
    }
  });
}

/**
 * Makes a foreign server ready: one DATABASE_URL, whose user makes the roles and takes each of them on
 * at connecting (`role` as a start-up option), so that the app never works as the owner. Refuses
 * plainly, with the statements to run, where that user may not.
 */
export async function takeOnRoles(url: string): Promise<Result<DatabaseUrls>> {
  try {
    await withClient(url, async (client) => {
      // Several processes may start at once, and PostgreSQL refuses two who grant the same thing together.
      await client.query("SELECT pg_advisory_lock(hashtext('sawt roles'))");
      for (const role of Object.values(ROLE)) {
        await createRole(client, role);
        await client.query(`GRANT ${role} TO CURRENT_USER`);
      }
      const { rows } = await client.query('SELECT current_database() AS name');
      await client.query(
        `GRANT CREATE, CONNECT ON DATABASE ${client.escapeIdentifier(rows[0].name)} TO ${ROLE.owner}`,
      );
      await client.query(`GRANT CREATE, USAGE ON SCHEMA public TO ${ROLE.owner}`);
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42501') {
      return refuse(
        'roles-not-allowed',
        `The user of DATABASE_URL may not make roles here (${error.message}). Either grant it CREATEROLE, or have an administrator run: ` +
          `CREATE ROLE ${ROLE.owner}; CREATE ROLE ${ROLE.app}; CREATE ROLE ${ROLE.reading}; make three users that are members of one each, ` +
          'and set DATABASE_URL_MIGRATE, DATABASE_URL and DATABASE_URL_READING to them.',
      );
    }
    return refuse(
      'database-away',
      `DATABASE_URL does not answer: ${error instanceof Error ? error.message : error}`,
    );
  }
  return {
    ok: true,
    value: {
      migrate: asRole(url, ROLE.owner),
      app: asRole(url, ROLE.app),
      reading: asRole(url, ROLE.reading),
    },
  };
}

function asRole(url: string, role: string): string {
  const changed = new URL(url);
  changed.searchParams.set('options', `-c role=${role}`);
  return changed.toString();
}

async function createRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} NOINHERIT`);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
