import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { testPostgres } from '../testing/database';
import { readDatamodel, readMigrations, SCHEMA_FILTER } from './history';
import { migrate } from './migrate';
import { withSchemaEngine } from './schema-engine';

async function onClient<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function drift(url: string, from: 'migrations' | 'database'): Promise<string> {
  const datamodel = await readDatamodel();
  const files = [{ path: 'schema.prisma', content: datamodel }];
  const { stdout } = await withSchemaEngine(url, datamodel, async (engine) =>
    engine.diff({
      from:
        from === 'migrations'
          ? { tag: 'migrations', ...(await readMigrations()) }
          : { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: SCHEMA_FILTER,
    }),
  );
  return (stdout ?? '').replace(/^--.*$/gm, '').trim();
}

function withOneMore(whole: Awaited<ReturnType<typeof readMigrations>>, script: string) {
  const content = { tag: 'ok' as const, value: script };
  const path = '29990101000000_test';
  return {
    ...whole,
    migrationDirectories: [
      ...whole.migrationDirectories,
      { path, migrationFile: { path: 'migration.sql', content } },
    ],
  };
}

describe('migrations', () => {
  it('say the same as schema.prisma, replayed in a database of their own', async () => {
    const postgres = testPostgres();
    const url = postgres.ownerUrl(await postgres.createDatabase());
    expect(await drift(url, 'migrations')).toBe('');
    await onClient(url, async (client) => {
      const { rows } = await client.query(`SELECT to_regclass('public.testimony') AS found`);
      expect(rows[0].found, 'the shadow replay must not touch the main database').toBeNull();
    });
  });

  it('leave a live database that schema.prisma describes whole', async () => {
    const postgres = testPostgres();
    const url = postgres.ownerUrl(await postgres.createDatabase());
    const applied = await migrate(url);
    expect(applied.ok && applied.value.length).toBeGreaterThan(0);
    expect(await drift(url, 'database')).toBe('');
    expect(await migrate(url)).toEqual({ ok: true, value: [] });
  });

  it('leave nothing behind when one fails half way, and go on once it is mended', async () => {
    const postgres = testPostgres();
    const url = postgres.ownerUrl(await postgres.createDatabase());
    const whole = await readMigrations();
    const broken = (script: string) => withOneMore(whole, script);
    const failed = await migrate(url, broken('CREATE TABLE half (id int); SELECT 1/0;'));
    expect(failed).toMatchObject({ ok: false, reason: 'migration-failed' });
    await onClient(url, async (client) => {
      const { rows } = await client.query(`SELECT to_regclass('public.half') AS found`);
      expect(rows[0].found).toBeNull();
    });
    expect(await migrate(url, broken('CREATE TABLE half (id int);'))).toEqual({
      ok: true,
      value: ['29990101000000_test'],
    });
    expect(await migrate(url)).toMatchObject({ ok: false, reason: 'database-is-newer' });
  });

  it('let whoever works go first, and fail neither them nor themselves where each has what the other needs', async () => {
    const postgres = testPostgres();
    const url = postgres.ownerUrl(await postgres.createDatabase());
    await migrate(url);
    const list = withOneMore(
      await readMigrations(),
      `ALTER TABLE speaker ADD COLUMN of_a_test text; ALTER TABLE testimony ADD COLUMN of_a_test text;`,
    );
    await onClient(url, async (working) => {
      await working.query('BEGIN; LOCK TABLE testimony IN ROW EXCLUSIVE MODE');
      const migrated = migrate(url, list);
      // Until the migration has its first table and waits for the second.
      await expect
        .poll(
          () =>
            onClient(url, (client) =>
              client
                .query(
                  `SELECT count(*)::int AS held FROM pg_locks
                    WHERE relation = 'speaker'::regclass AND mode = 'AccessExclusiveLock' AND granted`,
                )
                .then(({ rows }) => rows[0].held),
            ),
          { timeout: 60_000, interval: 20 },
        )
        .toBe(1);
      await working.query('LOCK TABLE speaker IN ROW EXCLUSIVE MODE; COMMIT');
      expect(await migrated).toEqual({ ok: true, value: ['29990101000000_test'] });
    });
  });

  it('that cannot even begin say why', async () => {
    const postgres = testPostgres();
    const url = postgres.ownerUrl(await postgres.createDatabase());
    await onClient(url, (client) => client.query('REVOKE CREATE ON SCHEMA public FROM pg_database_owner'));
    const refused = await migrate(url);
    expect(refused).toMatchObject({ ok: false, reason: 'migration-failed' });
    expect(!refused.ok && refused.message).toMatch(/schema/);
  });

  it('that were edited after they were applied are refused by name', async () => {
    const postgres = testPostgres();
    const url = postgres.ownerUrl(await postgres.createDatabase());
    await migrate(url);
    const list = await readMigrations();
    const first = list.migrationDirectories[0]!;
    const content = first.migrationFile.content as { tag: 'ok'; value: string };
    const edited = {
      ...first,
      migrationFile: {
        ...first.migrationFile,
        content: { tag: 'ok' as const, value: `${content.value}\n--` },
      },
    };
    const result = await migrate(url, {
      ...list,
      migrationDirectories: [edited, ...list.migrationDirectories.slice(1)],
    });
    expect(result).toMatchObject({ ok: false, reason: 'migration-edited' });
  });
});
