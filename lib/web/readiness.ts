import type pg from 'pg';
import { readMigrations } from '@/lib/db/migrations/history';
import { log } from '@/lib/log';
import type { SearchHouse } from '@/lib/search/search-testimonies';

/** Whether each part can do its work, for whoever watches the archive (`/readyz`). */
export interface Readiness {
  ready: boolean;
  database: { ok: boolean };
  migrations: { ok: boolean; missing: string[] };
  /** `engine` is the one chosen; `serving` the one that answers now, null when none does. */
  search: { ok: boolean; engine: string; serving: string | null };
  /** Seconds for which the oldest change has waited to be indexed; null when none waits. */
  index: { ok: boolean; oldestUnindexedSeconds: number | null };
}

// A worker that lives takes each change within a second.
const INDEX_LATE_AFTER = 300;

/** Asks each part, with the readers' role alone. Never throws: a part that cannot be asked is not well. */
export async function readReadiness(reading: pg.Pool, house: SearchHouse): Promise<Readiness> {
  const [database, missing, search, oldest] = await Promise.all([
    askDatabase(reading),
    missingMigrations(reading).catch(() => null),
    askEngines(house),
    oldestUnindexed(reading).catch(() => undefined),
  ]);
  const migrations = { ok: missing?.length === 0, missing: missing ?? [] };
  const index = {
    ok: oldest !== undefined && (oldest ?? 0) < INDEX_LATE_AFTER,
    oldestUnindexedSeconds: oldest ?? null,
  };
  const ready = database && migrations.ok && search.ok && index.ok;
  return { ready, database: { ok: database }, migrations, search, index };
}

async function askDatabase(reading: pg.Pool): Promise<boolean> {
  try {
    await reading.query('SELECT revision FROM publication_revision');
    return true;
  } catch (error) {
    log.warn({ err: error }, 'the database cannot be asked');
    return false;
  }
}

async function missingMigrations(reading: pg.Pool): Promise<string[]> {
  const [known, { rows }] = await Promise.all([
    readMigrations(),
    reading.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    ),
  ]);
  const applied = new Set(rows.map(({ name }) => name));
  return known.migrationDirectories.map(({ path }) => path).filter((name) => !applied.has(name));
}

async function askEngines(house: SearchHouse): Promise<Readiness['search']> {
  const answers = await Promise.all(
    house.engines.map((engine) =>
      engine.ping().then(
        () => true,
        () => false,
      ),
    ),
  );
  const serving = house.engines.find((_, at) => answers[at])?.name ?? null;
  return { ok: answers[0] === true, engine: house.engines[0].name, serving };
}

async function oldestUnindexed(reading: pg.Pool): Promise<number | null> {
  const { rows } = await reading.query<{ seconds: number | null }>(
    'SELECT extract(epoch FROM now() - min(created_at))::float8 AS seconds FROM search_outbox',
  );
  const seconds = rows[0]?.seconds ?? null;
  return seconds === null ? null : Math.max(0, Math.round(seconds));
}
