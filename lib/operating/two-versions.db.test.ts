import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { readMigrations } from '@/lib/db/migrations/history';
import { migrate } from '@/lib/db/migrations/migrate';
import { openTestDatabase, type TestDatabase, testPostgres } from '@/lib/db/testing/database';
import { makeActor } from '@/lib/publication/testing/people';
import { publishRecord } from '@/lib/publication/testing/publish-record';
import { openSearch } from '@/lib/search/choose-engine';
import { readReadiness } from '@/lib/web/readiness';

/** The newest migration of the release before this one. */
const LAST_RELEASE = '20261124073800_log_key_index';

let database: TestDatabase;
let folder: string;
let curator: UserActor;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'sawt-faults-'));
  curator = await makeActor(database.context, 'curator', 'curator');
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

const publish = (text: string) =>
  publishRecord(curator, { text, speaker: 'A witness', lang: 'en' }, folder, database.context);

describe('two versions side by side', () => {
  it('the older goes on with the schema of the newer, and says that it is ready', async () => {
    const owner = new pg.Client({ connectionString: database.urls.migrate });
    await owner.connect();
    // What the next version’s migration may do: add, never take away.
    await owner.query(`
      ALTER TABLE testimony ADD COLUMN of_the_next_version text;
      ALTER TABLE public_form ADD COLUMN of_the_next_version jsonb DEFAULT '{}';
      CREATE TABLE of_the_next_version (id int PRIMARY KEY);
      INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
        VALUES ('next', 'x', now(), '29991231000000_of_the_next_version', 1)`);
    await owner.end();
    const reference = await publish('Published by the older version.');
    const kept = await database.reading.publicForm.findFirst({ where: { key: reference } });
    expect(kept?.current).toBe(true);
    const house = openSearch({ SEARCH_ENGINE: 'postgres' }, database.readingPool);
    expect(await readReadiness(database.readingPool, house)).toMatchObject({
      database: { ok: true },
      migrations: { ok: true, missing: [] },
    });
  });

  it('the newer before its migration says that it is not ready, and which is missing', async () => {
    const owner = new pg.Client({ connectionString: database.superUrl });
    await owner.connect();
    const { rows } = await owner.query(
      `DELETE FROM _prisma_migrations WHERE migration_name =
        (SELECT max(migration_name) FROM _prisma_migrations WHERE migration_name < '2999') RETURNING migration_name`,
    );
    await owner.end();
    const house = openSearch({ SEARCH_ENGINE: 'postgres' }, database.readingPool);
    expect(await readReadiness(database.readingPool, house)).toMatchObject({
      ready: false,
      migrations: { ok: false, missing: [rows[0].migration_name] },
    });
  });

  it('a process of the release before works on while the database is brought to this one, and after', async () => {
    const postgres = testPostgres();
    const name = await postgres.createDatabase();
    const whole = await readMigrations();
    const before = whole.migrationDirectories.filter(({ path: one }) => one <= LAST_RELEASE);
    const since = whole.migrationDirectories.map(({ path: one }) => one).filter((one) => one > LAST_RELEASE);
    expect(await migrate(postgres.ownerUrl(name), { ...whole, migrationDirectories: before })).toMatchObject({
      ok: true,
    });
    const older = startOlder(await makeOlderClient(), postgres.urls(name).app);
    await older.works;
    expect(await migrate(postgres.ownerUrl(name))).toEqual({ ok: true, value: since });
    const owner = new pg.Client({ connectionString: postgres.superUrl(name) });
    await owner.connect();
    const count = async () => Number((await owner.query('SELECT count(*) FROM testimony')).rows[0].count);
    // So many whole turns more, all of them on the new schema.
    const enough = (await count()) + 10;
    await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(enough);
    const said = await older.end();
    expect(said.failures).toEqual([]);
    expect(said.models).toBeGreaterThan(30);
    // Each turn is there whole: one form, one testimony and one accepted item.
    const { rows } = await owner.query(
      `SELECT (SELECT count(*)::int FROM testimony) AS testimonies,
        (SELECT count(*)::int FROM public_form WHERE kind = 'testimony') AS forms,
        (SELECT count(*)::int FROM staged_item WHERE state = 'accepted') AS items`,
    );
    await owner.end();
    expect(rows[0]).toEqual({ testimonies: said.turns, forms: said.turns, items: said.turns });
    await postgres.dropDatabase(name);
  }, 300_000);

  it('no migration since the last release takes away or demands what the older version does not know', async () => {
    const { migrationDirectories } = await readMigrations();
    const since = migrationDirectories.filter(({ path: name }) => name > LAST_RELEASE);
    expect(since.length).toBeGreaterThan(3);
    for (const { path: name } of since) {
      const script = readFileSync(`prisma/migrations/${name}/migration.sql`, 'utf8').replace(/--.*$/gm, '');
      for (const statement of script.split(';'))
        expect(takesAway(statement), `${name}: ${statement}`).toBe(false);
    }
  });

  it.each([
    'ALTER TABLE "testimony" DROP COLUMN "text"',
    'DROP TABLE testimony',
    'ALTER TABLE testimony RENAME COLUMN text TO words',
    'ALTER TABLE "testimony"\n  ADD COLUMN "why" TEXT NOT NULL',
    'ALTER TABLE testimony ALTER COLUMN note SET NOT NULL',
  ])('the search for such a migration finds %j', (statement) => {
    expect(takesAway(statement)).toBe(true);
    expect(takesAway('ALTER TABLE testimony ADD COLUMN why TEXT NOT NULL DEFAULT 1')).toBe(false);
  });
});

function takesAway(statement: string): boolean {
  if (
    /\b(DROP (TABLE|COLUMN|TYPE|VIEW)|RENAME|SET NOT NULL|ALTER COLUMN\s+\S+\s+(SET DATA )?TYPE)\b/i.test(
      statement,
    )
  )
    return true;
  return statement
    .split(/,(?=\s*ADD COLUMN)/i)
    .some((part) => /ADD COLUMN/i.test(part) && /NOT NULL/i.test(part) && !/DEFAULT|GENERATED/i.test(part));
}

/** Prisma's client of the release before this one, made of its own schema. Gives the file to import. */
async function makeOlderClient(): Promise<string> {
  const schema = path.join(folder, 'schema.prisma');
  copyFileSync('lib/operating/testing/previous-release/schema.prisma', schema);
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  const prisma = path.resolve('node_modules/prisma/build/index.js');
  // The schema says ../lib/db/generated, which must not be written over.
  writeFileSync(schema, readFileSync(schema, 'utf8').replace('../lib/db/generated', './older-client'));
  await promisify(execFile)(process.execPath, [prisma, 'generate', '--schema', schema], { timeout: 120_000 });
  return path.join(folder, 'older-client', 'client.ts');
}

function startOlder(client: string, url: string) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=DeprecationWarning', '--import', 'tsx', 'lib/operating/testing/older-process.ts'],
    { env: { ...process.env, TEST_APP_URL: url, TEST_CLIENT: client }, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let said = '';
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const works = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (piece) => {
      said += piece;
      resolve();
    });
    child.once('exit', (code) => reject(new Error(`the older process ended with ${code} before it worked`)));
  });
  return {
    works,
    end: async (): Promise<{ turns: number; failures: string[]; models: number }> => {
      child.stdin?.end();
      await gone;
      return JSON.parse(said.split('\n')[1] ?? '');
    },
  };
}
