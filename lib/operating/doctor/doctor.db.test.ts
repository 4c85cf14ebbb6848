import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCheckpoint } from '@/lib/custody/make-checkpoint';
import { recordEvent } from '@/lib/custody/record-event';
import { sequenceAll } from '@/lib/custody/sequence';
import { loadSigningKey } from '@/lib/custody/signing-key';
import { type Connections, connect } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrations/migrate';
import { openTestDatabase, type TestDatabase, testPostgres } from '@/lib/db/testing/database';
import { inTransaction } from '@/lib/db/transaction';
import { readEnv } from '@/lib/env';
import { makeActor } from '@/lib/publication/testing/people';
import { publishRecord } from '@/lib/publication/testing/publish-record';
import { openIndexing, openSearch } from '@/lib/search/choose-engine';
import { prepareIndex } from '@/lib/search/prepare-index';
import { diagnoseArchive } from './diagnose-archive';
import { diagnoseMachine } from './diagnose-machine';
import { diagnoseSearch } from './diagnose-search';
import type { Finding } from './finding';

const OPERATOR = { type: 'system', name: 'operator' } as const;
const DAY = 86_400_000;

let database: TestDatabase;
let folder: string;

/** What the doctor is asked with; a mistake changes some of it. */
interface Place {
  settings?: Record<string, string>;
  connections?: Connections;
  now?: Date;
}

/** An archive in which all is well, with people, a backup, a check, a checkpoint and a worker. */
beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'sawt-doctor-'));
  mkdirSync(path.join(folder, 'secrets'), { mode: 0o700 });
  writeFileSync(path.join(folder, 'worker-alive'), '');
  for (const name of ['anna', 'basim']) await makeActor(database.context, name, 'administrator');
  const curator = await makeActor(database.context, 'curator', 'curator');
  await publishRecord(curator, { text: 'Said.', speaker: 'Somebody', lang: 'en' }, folder, database.context);
  await inTransaction(database.app, (tx) =>
    recordEvent(
      tx,
      OPERATOR,
      {
        type: 'exported',
        subject: { kind: 'archive', key: 'archive' },
        body: { format: 'backup', audience: 'all' },
        public: false,
      },
      database.context.random,
    ),
  );
  const key = loadSigningKey(path.join(folder, 'secrets', 'signing-key.pem'));
  while ((await makeCheckpoint(database.context, key, path.join(folder, 'checkpoints'))) === null);
  await prepareIndex(
    openIndexing({ SEARCH_ENGINE: 'postgres' }, { app: database.appPool, reading: database.readingPool }),
  );
  await onDatabase('DELETE FROM search_outbox');
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function onDatabase(statement: string, url = database.superUrl): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function examine({
  settings = {},
  connections = database,
  now = new Date(),
}: Place = {}): Promise<Finding[]> {
  const env = readEnv({ DATA_DIR: folder, SEARCH_ENGINE: 'postgres', ...settings });
  if (!env.ok) throw new Error(env.message);
  return [
    ...(await diagnoseMachine(env.value, now)),
    ...(await diagnoseArchive(connections, env.value, now)),
    await diagnoseSearch(openSearch(env.value, connections.readingPool).engines[0]),
  ];
}

/** Makes rows so many days older than they are, past what forbids it. */
async function older(table: string, which: string, days: number): Promise<Place> {
  await onDatabase(`SET session_replication_role = replica;
    UPDATE ${table} SET created_at = created_at - ${days} * interval '1 day' WHERE ${which}`);
  return {};
}

const file = (name: string) => path.join(folder, name);
const fact = (ok: boolean, what: string | null) => ({
  name: 'last-check',
  value: { at: new Date().toISOString(), ok, what, originals: 1 },
});

interface Mistake {
  /** The finding that must not be well, and alone, but for those that the same mistake must touch. */
  what: string;
  also?: string[];
  /** Null where it cannot be made here. */
  make(): Place | null | Promise<Place>;
  undo?(place: Place): unknown;
  remedy: RegExp;
}

const MISTAKES: Mistake[] = [
  {
    what: 'Room on the disk',
    // An empty disk holds neither checkpoints nor signs of life.
    also: ['Worker', 'Checkpoint file'],
    make: () => {
      mkdirSync(file('small'));
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', file('small')], { stdio: 'ignore' });
      } catch {
        return null;
      }
      return { settings: { DATA_DIR: file('small') } };
    },
    undo: () => execFileSync('umount', [file('small')]),
    remedy: /^Make room/,
  },
  {
    what: 'Secrets',
    make: () => {
      chmodSync(file('secrets'), 0o755);
      return {};
    },
    undo: () => chmodSync(file('secrets'), 0o700),
    remedy: /^Run: chmod 700 .*secrets$/,
  },
  {
    what: 'Key files',
    make: () => {
      writeFileSync(file('key.pem'), 'x');
      chmodSync(file('key.pem'), 0o644);
      return { settings: { SIGNING_KEY_FILE: file('key.pem') } };
    },
    remedy: /^Run: chmod 600 .*key\.pem$/,
  },
  {
    what: 'Session secret',
    make: () => ({ settings: { DATABASE_URL: 'postgresql://a:b@db/sawt' } }),
    remedy: /set the same NEXTAUTH_SECRET/,
  },
  {
    what: 'Public address',
    make: () => ({ settings: { HOST: '0.0.0.0' } }),
    remedy: /set PUBLIC_URL\.$/,
  },
  {
    what: 'Signing in',
    make: () => ({ settings: { PUBLIC_URL: 'http://archive.example' } }),
    remedy: /set PUBLIC_URL to an https address/,
  },
  {
    what: 'Behind a proxy',
    make: () => ({ settings: { PUBLIC_URL: 'https://archive.example' } }),
    remedy: /set TRUST_PROXY=1/,
  },
  {
    what: 'Worker',
    make: () => {
      utimesSync(file('worker-alive'), new Date(), new Date(Date.now() - 300_000));
      return {};
    },
    undo: () => writeFileSync(file('worker-alive'), ''),
    remedy: /npm start -- worker/,
  },
  {
    what: 'PostgreSQL',
    make: async () => {
      // No older server is at hand: this one says that it is one.
      await onDatabase(`CREATE SCHEMA older;
        CREATE FUNCTION older.current_setting(text) RETURNS text LANGUAGE sql AS $$ SELECT '140010' $$;
        GRANT USAGE ON SCHEMA older TO sawt_app;
        ALTER ROLE sawt_app IN DATABASE ${new URL(database.superUrl).pathname.slice(1)}
          SET search_path = older, pg_catalog, public`);
      return { connections: connect(database.urls, 2) };
    },
    undo: async ({ connections }) => {
      await connections?.close();
      await onDatabase(`DROP SCHEMA older CASCADE;
        ALTER ROLE sawt_app IN DATABASE ${new URL(database.superUrl).pathname.slice(1)} RESET ALL`);
    },
    remedy: /PostgreSQL 15 or newer/,
  },
  {
    what: 'Arabic letters',
    // A database of its own, in which nothing was done yet.
    also: ['Administrators', 'Checkpoint', 'Backup', 'Search engine'],
    make: async () => {
      const postgres = testPostgres();
      await onDatabase(
        `CREATE DATABASE doctor_c OWNER sawt_owner TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C' LC_COLLATE 'C'`,
        postgres.superUrl('postgres'),
      );
      expect(await migrate(postgres.ownerUrl('doctor_c'))).toMatchObject({ ok: true });
      return { connections: connect(postgres.urls('doctor_c'), 2) };
    },
    undo: async ({ connections }) => {
      await connections?.close();
      await testPostgres().dropDatabase('doctor_c');
    },
    remedy: /UTF-8 character type/,
  },
  {
    what: 'Database role',
    make: () => ({ connections: connect({ ...database.urls, app: database.urls.migrate }, 2) }),
    undo: ({ connections }) => connections?.close(),
    remedy: /a role of its own/,
  },
  {
    what: 'Administrators',
    make: async () => {
      await database.app.user.updateMany({ where: { name: 'basim' }, data: { disabled: true } });
      return {};
    },
    undo: () => database.app.user.updateMany({ where: { name: 'basim' }, data: { disabled: false } }),
    remedy: /user add NAME --role administrator/,
  },
  {
    what: 'Search index',
    make: async () => {
      await onDatabase(`INSERT INTO search_outbox (reference, revision, operation, created_at)
        VALUES ('0000000000', 1, 'upsert', now() - interval '1 hour')`);
      return {};
    },
    undo: () => onDatabase('DELETE FROM search_outbox'),
    remedy: /archive -- reindex/,
  },
  {
    what: 'Checkpoint',
    make: () => older('checkpoint', 'true', 2),
    undo: () => older('checkpoint', 'true', -2),
    remedy: /archive -- checkpoint/,
  },
  {
    what: 'Checkpoint file',
    make: () => {
      renameSync(file('checkpoints'), file('elsewhere'));
      return {};
    },
    undo: () => renameSync(file('elsewhere'), file('checkpoints')),
    remedy: /is the worker running/,
  },
  {
    what: 'Backup',
    make: () => older('custody_event', "type = 'exported'", 8),
    undo: () => older('custody_event', "type = 'exported'", -8),
    remedy: /archive -- backup OUT/,
  },
  {
    what: 'Last check',
    make: async () => {
      await database.app.archiveFact.create({ data: fact(false, 'an original was changed') });
      return {};
    },
    undo: () => database.app.archiveFact.update({ where: { name: 'last-check' }, data: fact(true, null) }),
    remedy: /archive -- verify/,
  },
  {
    what: 'Clock',
    make: () => ({ now: new Date(Date.now() - DAY) }),
    remedy: /time server/,
  },
  {
    what: 'Numbering of the log',
    make: async () => {
      const curator = await database.app.user.findUniqueOrThrow({ where: { name: 'curator' } });
      const actor = { type: 'user', id: curator.id, name: 'curator', role: 'curator' } as const;
      await publishRecord(actor, { text: 'Later.', speaker: 'Somebody' }, folder, database.context);
      await onDatabase(`DELETE FROM search_outbox; SET session_replication_role = replica;
        UPDATE custody_event SET created_at = now() - interval '1 hour'
          WHERE id IN (SELECT event_id FROM custody_pending)`);
      return {};
    },
    undo: () => sequenceAll(database.context),
    remedy: /worker running/,
  },
  {
    what: 'Imports',
    make: async () => {
      await database.app.accession.updateMany({ data: { state: 'open' } });
      return {};
    },
    undo: () => database.app.accession.updateMany({ data: { state: 'finished' } }),
    remedy: /Import the same file again/,
  },
  {
    what: 'Search engine',
    make: () => ({
      settings: { SEARCH_ENGINE: 'meilisearch', MEILI_URL: 'http://127.0.0.1:9', MEILI_API_KEY: 'x' },
    }),
    remedy: /archive -- reindex/,
  },
];

const ill = (findings: Finding[]) => findings.filter(({ well }) => !well).map(({ what }) => what);

describe('the doctor', () => {
  it('finds nothing where all is well, and looks at nothing whose mistake is not made below', async () => {
    const findings = await examine();
    expect(ill(findings)).toEqual([]);
    expect(findings.map(({ what }) => what).sort()).toEqual(MISTAKES.map(({ what }) => what).sort());
    expect(MISTAKES.length).toBeGreaterThanOrEqual(20);
  });

  it.for(MISTAKES)('finds, and says what to do about: $what', async (mistake, test) => {
    const place = await mistake.make();
    if (place === null) return test.skip('a small disk can be mounted by root on Linux alone');
    try {
      const findings = await examine(place);
      const others = mistake.also ?? [];
      expect(ill(findings).filter((what) => !others.includes(what))).toEqual([mistake.what]);
      expect(findings.find(({ what }) => what === mistake.what)?.remedy).toMatch(mistake.remedy);
    } finally {
      await mistake.undo?.(place);
    }
    expect(ill(await examine())).toEqual([]);
  });
});
