import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from './client';
import { migrate } from './migrations/migrate';
import { takeOnRoles } from './roles';
import { openTestDatabase, type TestDatabase, testPostgres } from './testing/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.appPool.query(`
    INSERT INTO public_form (kind, key, version, form, digest, current, sealed) VALUES
      ('testimony', 'openopen00', 1, '{}', 'x', true, false),
      ('testimony', 'sea1edsea1', 1, '{"text": "canary"}', 'x', true, true)`);
});
afterAll(() => database.close());

describe('the reading role', () => {
  it('sees open public forms and not that a sealed one exists', async () => {
    const { rows } = await database.readingPool.query('SELECT key FROM public_form');
    expect(rows).toEqual([{ key: 'openopen00' }]);
    const { rows: counted } = await database.readingPool.query('SELECT count(*)::int AS n FROM public_form');
    expect(counted).toEqual([{ n: 1 }]);
  });

  it('may read no table of private records, and write nothing at all', async () => {
    const { rows } = await database.appPool.query(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
    );
    const readable: string[] = [];
    for (const { tablename } of rows) {
      const answer = await database.readingPool
        .query(`SELECT 1 FROM "${tablename}" LIMIT 1`)
        .catch((error) => error);
      if (!(answer instanceof Error)) readable.push(tablename);
      const written = await database.readingPool.query(`DELETE FROM "${tablename}"`).catch((error) => error);
      expect(written, tablename).toMatchObject({ code: '42501' });
    }
    expect(readable).toEqual([
      '_prisma_migrations',
      'public_form',
      'publication_revision',
      'search_outbox',
      'tombstone',
    ]);
  });
});

describe('the app role', () => {
  it.each([
    'archived_original',
    'review_decision',
    'custody_event',
    'custody_actor',
    'custody_entry',
    'checkpoint',
  ])('cannot change or delete %s', async (table) => {
    await expect(database.appPool.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
    const { rows } = await database.appPool.query(
      `SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 LIMIT 1`,
      [table],
    );
    const column = rows[0].column_name;
    await expect(
      database.appPool.query(`UPDATE ${table} SET "${column}" = "${column}"`),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('owns nothing and cannot take on the owner', async () => {
    await expect(database.appPool.query('SET ROLE sawt_owner')).rejects.toMatchObject({ code: '42501' });
    await expect(
      database.appPool.query('ALTER TABLE custody_event DISABLE TRIGGER ALL'),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('a change to a public form', () => {
  it('counts the revision up and marks the testimony in the outbox, whoever forgets to', async () => {
    const before = await database.app.publicationRevision.findUniqueOrThrow({ where: { id: 1 } });
    await database.appPool.query(`UPDATE public_form SET sealed = true WHERE key = 'openopen00'`);
    const after = await database.app.publicationRevision.findUniqueOrThrow({ where: { id: 1 } });
    expect(after.revision).toBe(before.revision + 1n);
    expect(
      await database.app.searchOutbox.findUniqueOrThrow({ where: { reference: 'openopen00' } }),
    ).toMatchObject({
      operation: 'delete',
      revision: after.revision,
    });
    await database.appPool.query(`UPDATE public_form SET sealed = false WHERE key = 'openopen00'`);
    expect(
      await database.app.searchOutbox.findUniqueOrThrow({ where: { reference: 'openopen00' } }),
    ).toMatchObject({
      operation: 'upsert',
    });
  });
});

describe('one DATABASE_URL on a server of somebody else’s', () => {
  it('makes the roles and takes each on, so that the app still cannot change history', async () => {
    const postgres = testPostgres();
    const name = await postgres.createDatabase();
    const roles = await takeOnRoles(postgres.superUrl(name));
    if (!roles.ok) throw new Error(roles.message);
    expect(await migrate(roles.value.migrate)).toMatchObject({ ok: true });
    const connections = connect(roles.value, 2);
    try {
      const { rows } = await connections.appPool.query('SELECT current_user AS name');
      expect(rows).toEqual([{ name: 'sawt_app' }]);
      await expect(connections.appPool.query('DELETE FROM custody_event')).rejects.toMatchObject({
        code: '42501',
      });
      await expect(connections.readingPool.query('SELECT 1 FROM testimony')).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await connections.close();
    }
  });

  it('refuses plainly, and says what to grant, where its user may make no roles', async () => {
    const postgres = testPostgres();
    const name = await postgres.createDatabase();
    const refused = await takeOnRoles(postgres.urls(name).app);
    expect(refused).toMatchObject({ ok: false, reason: 'roles-not-allowed' });
    expect(!refused.ok && refused.message).toContain('CREATE ROLE sawt_owner');
  });
});
