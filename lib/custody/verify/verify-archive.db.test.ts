import { createHash, randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { makeCheckpoint } from '../make-checkpoint';
import { recordBatch } from '../record-batch';
import { CURATOR, makeKeeping, publishForm, sealForm } from '../testing/publish-form';
import { checkWhenDue, readLastCheck } from './check-when-due';
import { verifyArchive } from './verify-archive';

const ACCESSION = '0193a000-0000-7000-8000-0000000000a0';
const ORIGINALS = [1, 2, 3].map((n) => `0193a000-0000-7000-8000-00000000000${n}`);

let database: TestDatabase;
const keeping = makeKeeping();
beforeAll(async () => {
  database = await openTestDatabase();
  await publishForm(database, '0lder0000w', { text: 'older' }, { record: false });
  await stageOriginals();
  await publishForm(database, 'aaaaaaaaaa', { text: 'one' });
  await publishForm(database, 'bbbbbbbbbb', { text: 'two' });
  await publishForm(database, 'a-person', { name: 'x' }, { kind: 'person' });
  await makeCheckpoint(database.context, keeping.key, keeping.checkpoints);
  await sealForm(database, 'bbbbbbbbbb');
  await publishForm(database, 'aaaaaaaaaa', { text: 'one, corrected' }, { version: 2 });
  await makeCheckpoint(database.context, keeping.key, keeping.checkpoints);
});
afterAll(async () => {
  await database.close();
  rmSync(keeping.folder, { recursive: true });
});

async function stageOriginals(): Promise<void> {
  await database.appPool.query(
    `INSERT INTO accession (id, slug, format, file_name, file_digest, imported_by) VALUES ($1, 'a', 'x', 'x', 'x', 'x')`,
    [ACCESSION],
  );
  const items = ORIGINALS.map((id) => ({ id, bytes: Buffer.from(`the bytes of ${id}`) }));
  for (const { id, bytes } of items) {
    await database.appPool.query(
      `INSERT INTO archived_original (id, accession_id, make, media_type, bytes, digest, position)
       VALUES ($1, $2, 'submitted-row', 'text/plain', $3, $4, 1)`,
      [id, ACCESSION, bytes, createHash('sha256').update(bytes).digest('hex')],
    );
  }
  const event = {
    id: '0193a000-0000-7000-8000-0000000000ee',
    type: 'staged',
    subject: { kind: 'accession', key: 'a' },
    body: {},
    public: false,
  } as const;
  const client = await database.appPool.connect();
  await recordBatch(client, CURATOR, event, items, randomBytes);
  client.release();
}

const verify = (index: (() => Promise<string | null>) | null = null) =>
  verifyArchive(database.context, keeping.checkpoints, index);

/** Does `statements` as somebody who owns the server, verifies, and puts everything back. */
async function afterTampering(statements: string[]): Promise<{ entry: number | null; what: string }> {
  const client = new pg.Client({ connectionString: database.superUrl });
  await client.connect();
  try {
    const backup = `copy_${randomBytes(4).toString('hex')}`;
    const tables = [
      'custody_event',
      'custody_entry',
      'custody_node',
      'custody_pending',
      'checkpoint',
      'commitment_salt',
      'public_form',
      'archived_original',
    ];
    await client.query(`CREATE SCHEMA ${backup}`);
    await client.query(`SET session_replication_role = replica`);
    for (const table of tables) await client.query(`CREATE TABLE ${backup}.${table} AS TABLE ${table}`);
    try {
      for (const statement of statements) {
        const { rowCount } = await client.query(statement);
        expect(rowCount, statement).toBeGreaterThan(0);
      }
      const outcome = await verify();
      if (outcome.ok) throw new Error(`not noticed: ${statements.join('; ')}`);
      return { entry: outcome.entry, what: outcome.what };
    } finally {
      for (const table of tables) {
        await client.query(`DELETE FROM ${table}`);
        await client.query(`INSERT INTO ${table} SELECT * FROM ${backup}.${table}`);
      }
      await client.query(`DROP SCHEMA ${backup} CASCADE`);
    }
  } finally {
    await client.end();
  }
}
async function positionOf(type: string, key: string): Promise<number> {
  const entry = await database.app.custodyEntry.findFirstOrThrow({
    where: { event: { type, subjectKey: key } },
    orderBy: { position: 'asc' },
  });
  return Number(entry.position);
}

it('verifies an archive that nobody touched, and counts what it opened', async () => {
  expect(await verify()).toEqual({ ok: true, entries: 8, checkpoints: 5, originals: 3, forms: 5 });
});

it('compares the search index with the database through the function that it is given', async () => {
  expect(await verify(async () => 'the index lacks 7kq2m9x4tb')).toEqual({
    ok: false,
    entry: null,
    what: 'the index lacks 7kq2m9x4tb',
  });
});

describe('somebody who owns the database server is noticed when they', () => {
  it.each([
    [
      'change what happened',
      `UPDATE custody_event SET body = '{"version": 9}' WHERE type = 'published' AND subject_key = 'aaaaaaaaaa' AND body = '{"version": 1}'`,
    ],
    ['change who did it', `UPDATE custody_event SET role = 'archivist' WHERE subject_key = 'aaaaaaaaaa'`],
    ['change the day', `UPDATE custody_event SET created_at = '2020-01-01' WHERE subject_key = 'aaaaaaaaaa'`],
    [
      'change whom it is about',
      `UPDATE custody_event SET subject_key = 'cccccccccc' WHERE subject_key = 'aaaaaaaaaa'`,
    ],
    [
      'change an entry',
      `UPDATE custody_entry SET canonical = replace(canonical, 'curator', 'nobody') WHERE canonical LIKE '%aaaaaaaaaa%'`,
    ],
    [
      'change a leaf hash',
      `UPDATE custody_entry SET leaf_hash = sha256('x') WHERE canonical LIKE '%aaaaaaaaaa%'`,
    ],
    [
      'exchange a commitment',
      `UPDATE custody_event SET commitments = '{"form": "00"}' WHERE subject_key = 'aaaaaaaaaa'`,
    ],
  ])('%s: by the number of the entry', async (_, statement) => {
    expect((await afterTampering([statement])).entry).toBe(await positionOf('published', 'aaaaaaaaaa'));
  });

  it.each([
    ['drop an entry', [`DELETE FROM custody_entry WHERE position = 3`], 3],
    [
      'cut the log short',
      [
        `DELETE FROM custody_entry WHERE position >= 6`,
        `DELETE FROM custody_node WHERE level = 0 AND index >= 6`,
        `DELETE FROM checkpoint WHERE size > 6`,
      ],
      6,
    ],
    [
      'swap two entries',
      [
        `UPDATE custody_entry SET position = -1 WHERE position = 2`,
        `UPDATE custody_entry SET position = 2 WHERE position = 3`,
        `UPDATE custody_entry SET position = 3 WHERE position = -1`,
      ],
      2,
    ],
    [
      'drop an event and its number',
      [
        `DELETE FROM custody_event WHERE id = (SELECT event_id FROM custody_entry WHERE position = 7)`,
        `DELETE FROM custody_entry WHERE position = 7`,
      ],
      7,
    ],
    ['spoil a subtree', [`UPDATE custody_node SET hash = sha256('x') WHERE level = 0 AND index = 5`], 5],
  ] as const)('%s', async (_, statements, entry) => {
    expect((await afterTampering([...statements])).entry).toBe(entry);
  });

  it.each([
    [
      'spoil a stored subtree',
      `UPDATE custody_node SET hash = sha256('x') WHERE level = 3`,
      'stored subtree',
    ],
    [
      'change a published form',
      `UPDATE public_form SET form = '{"text": "never said"}' WHERE key = 'aaaaaaaaaa' AND version = 1`,
      'other content',
    ],
    [
      'change a form older than the ledger',
      `UPDATE public_form SET form = '{"text": "never said"}' WHERE key = '0lder0000w'`,
      'other content',
    ],
    [
      'change a person’s form',
      `UPDATE public_form SET form = '{"name": "y"}' WHERE kind = 'person'`,
      'other content',
    ],
    [
      'change a digest',
      `UPDATE public_form SET digest = 'x' WHERE key = 'aaaaaaaaaa' AND version = 1`,
      'wrong digest',
    ],
    ['drop a form', `DELETE FROM public_form WHERE key = 'aaaaaaaaaa' AND version = 1`, 'no longer holds'],
    [
      'invent a form',
      `INSERT INTO public_form (kind, key, version, form, digest) VALUES ('testimony', 'invented00', 1, '{}', 'x')`,
      'tells nothing of testimony invented00',
    ],
    [
      'show what was withdrawn',
      `UPDATE public_form SET sealed = false WHERE key = 'bbbbbbbbbb'`,
      'is shown, against',
    ],
    [
      'hide what was published',
      `UPDATE public_form SET sealed = true WHERE key = 'aaaaaaaaaa'`,
      'is hidden, against',
    ],
    [
      'change an original by one bit',
      `UPDATE archived_original SET bytes = set_bit(bytes, 3, 1 - get_bit(bytes, 3)) WHERE id = '${ORIGINALS[1]}'`,
      'has other bytes',
    ],
    ['drop an original', `DELETE FROM archived_original WHERE id = '${ORIGINALS[1]}'`, 'is missing'],
    [
      'bring in an original',
      `INSERT INTO archived_original (id, accession_id, make, media_type, bytes, digest, position) SELECT gen_random_uuid(), accession_id, make, media_type, bytes, digest, 9 FROM archived_original LIMIT 1`,
      'tells nothing of the original',
    ],
    [
      'exchange a salt',
      `UPDATE commitment_salt SET salt = sha256('x') WHERE field = 'form' AND subject_key = 'aaaaaaaaaa'`,
      'other content',
    ],
    [
      'exchange a salt and its commitment',
      `UPDATE commitment_salt SET salt = sha256('x'), commitment = sha256('y') WHERE field = 'form' AND subject_key = 'aaaaaaaaaa'`,
      'than the one kept beside its salt',
    ],
    [
      'exchange a commitment within a batch',
      `UPDATE commitment_salt SET commitment = sha256('y'), salt = NULL WHERE field = 'original/2'`,
      'salts are gone',
    ],
    [
      'destroy a salt without an erasure',
      `UPDATE commitment_salt SET salt = NULL WHERE field = 'original/2'`,
      'salts are gone',
    ],
    [
      'keep an event from its number',
      `INSERT INTO custody_event (id, type, subject_kind, subject_key, role, body) VALUES (gen_random_uuid(), 'decided', 'item', 'x', 'curator', '{}')`,
      'has no number',
    ],
    ['rewrite a checkpoint', `UPDATE checkpoint SET note = replace(note, 'A', 'B')`, 'checkpoint'],
    [
      'change a checkpoint’s row',
      `UPDATE checkpoint SET root_hash = sha256('x')`,
      'says something else than its row',
    ],
  ])('%s', async (_, statement, what) => {
    expect((await afterTampering([statement])).what).toContain(what);
  });

  it('are named even when they rewrite the log whole, by a checkpoint kept in a file', async () => {
    writeFileSync(join(keeping.checkpoints, 'checkpoint-foreign.txt'), await foreignCheckpoint());
    try {
      expect(await verify()).toMatchObject({
        ok: false,
        what: expect.stringContaining('checkpoint-foreign.txt'),
      });
    } finally {
      rmSync(join(keeping.checkpoints, 'checkpoint-foreign.txt'));
    }
  });
});

describe('the scheduled check', () => {
  it('is done once a day, and tells of it in the ledger and beside it', async () => {
    const at = (instant: string) => ({ ...database.context, clock: () => new Date(instant) });
    const check = (instant: string) => checkWhenDue(at(instant), keeping.checkpoints, null);
    expect(await check('2026-11-24T00:00:00Z')).toMatchObject({ ok: true, what: null, originals: 3 });
    expect(await check('2026-11-24T23:59:59Z')).toBe('early');
    const wrong = await checkWhenDue(
      at('2026-11-25T00:00:00Z'),
      keeping.checkpoints,
      async () => 'the index lies',
    );
    expect(wrong).toMatchObject({ ok: false, what: 'the index lies' });
    expect(await readLastCheck(database.app)).toEqual(wrong);
    const events = await database.app.custodyEvent.findMany({
      where: { type: 'checked' },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ body }) => body)).toMatchObject([{ outcome: 'held' }, { outcome: 'failed' }]);
  });
});

/** A checkpoint of another log of the same size: what a rewritten database looks like from a kept one. */
async function foreignCheckpoint(): Promise<string> {
  const other = await openTestDatabase();
  try {
    await publishForm(other, 'aaaaaaaaaa', { text: 'one' });
    const made = await makeCheckpoint(other.context, keeping.key, join(keeping.folder, 'other'));
    return made!.note;
  } finally {
    await other.close();
  }
}
