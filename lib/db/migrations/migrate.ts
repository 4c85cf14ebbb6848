import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { type Result, refuse } from '@/lib/result';
import { readDatamodel, readMigrations, SCHEMA_FILTER } from './history';
import { withSchemaEngine } from './schema-engine';

type MigrationRefusal = {
  reason: 'database-is-newer' | 'migration-edited' | 'migration-failed';
  message: string;
};

/**
 * Brings a database to the newest migration. `url` belongs to the owner of the tables. Gives the names
 * of what was applied (often none). Each migration is one transaction: one that fails leaves nothing. It may
 * be asked while an older version works: a migration that would have to wait long for that version's locks
 * lets go of its own and begins again, for two minutes at most, so that neither shuts the other out.
 */
export async function migrate(
  url: string,
  migrations?: MigrationList,
): Promise<Result<string[], MigrationRefusal>> {
  const list = migrations ?? (await readMigrations());
  const known = await compareHistory(url, list);
  if (!known.ok) return known;
  if (known.value.missing.length === 0) return { ok: true, value: [] };

  const giveUp = Date.now() + PATIENCE;
  for (;;) {
    try {
      await withSchemaEngine(lettingGo(url), await readDatamodel(), (engine) =>
        engine.applyMigrations({ migrationsList: list, filters: SCHEMA_FILTER }),
      );
      return { ok: true, value: known.value.missing };
    } catch (error) {
      await forgetFailure(url);
      const words = error instanceof Error ? error.message : String(error);
      if (!IN_THE_WAY.test(words) || Date.now() > giveUp)
        return refuse('migration-failed', `A migration failed and was taken back whole: ${words}`);
      await setTimeout(BETWEEN_TRIES);
    }
  }
}

/** Milliseconds for which a migration is tried again that others who work were in the way of. */
const PATIENCE = 120_000;
const BETWEEN_TRIES = 250;
// Shorter than PostgreSQL waits before it looks for a deadlock and ends one of the two: it must not be a
// form of somebody's. Whoever waits behind the migration for the same table is held up no longer either.
const LONGEST_WAIT = '300ms';
const IN_THE_WAY = /deadlock detected|lock timeout/;

function lettingGo(url: string): string {
  const target = new URL(url);
  const options = [target.searchParams.get('options'), `-c lock_timeout=${LONGEST_WAIT}`];
  target.searchParams.set('options', options.filter(Boolean).join(' '));
  return target.toString();
}

/**
 * Holds the database's history against the files, by Prisma's own checksum (SHA-256 of the script),
 * without loading the engine: an ordinary start has nothing to apply and should not pay for it.
 */
async function compareHistory(
  url: string,
  list: MigrationList,
): Promise<Result<{ missing: string[] }, MigrationRefusal>> {
  const onDisk = new Map(list.migrationDirectories.map((entry) => [entry.path, checksum(entry)]));
  const applied = await readApplied(url);
  for (const [name, sum] of applied) {
    const expected = onDisk.get(name);
    if (expected === undefined) {
      return refuse(
        'database-is-newer',
        `The database has a migration that this version of Sawt does not know (${name}): start the newer version, or restore an older backup.`,
      );
    }
    if (expected !== sum) {
      return refuse(
        'migration-edited',
        `The migration ${name} was changed after it was applied: put its file back.`,
      );
    }
  }
  return { ok: true, value: { missing: [...onDisk.keys()].filter((name) => !applied.has(name)) } };
}

function checksum(entry: MigrationList['migrationDirectories'][number]): string {
  const { content } = entry.migrationFile;
  return createHash('sha256')
    .update(content.tag === 'ok' ? content.value : '')
    .digest('hex');
}

async function readApplied(url: string): Promise<Map<string, string>> {
  return withClient(url, async (client) => {
    if (!(await hasHistory(client))) return new Map();
    const { rows } = await client.query(
      `SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    );
    return new Map(rows.map((row) => [row.migration_name, row.checksum]));
  });
}

/** A failed migration changed nothing (it was one transaction), so its mark must not block the next try. */
async function forgetFailure(url: string): Promise<void> {
  await withClient(url, async (client) => {
    // What failed before there was a history must be told as it is, and not as the lack of one.
    if (!(await hasHistory(client))) return;
    await client.query(
      `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL`,
    );
  });
}

async function hasHistory(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(`SELECT to_regclass('public._prisma_migrations') AS found`);
  return rows[0].found !== null;
}

async function withClient<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
