import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { inTransaction } from '@/lib/db/transaction';
import type { Entry } from './entry';
import { coordinatesOf, headOf, leafHash } from './merkle';
import { recordBatch } from './record-batch';
import { type NewCustodyEvent, recordEvent } from './record-event';
import { sequenceAll, sequenceEvents } from './sequence';

const CURATOR: Actor = {
  type: 'user',
  id: '0193a000-0000-7000-8000-000000000001',
  name: 'a-curator',
  role: 'curator',
};
const long = process.env.SAWT_TEST_SIZE === 'long';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sequenceAll(database.context);
});

function event(key: string, more: Partial<NewCustodyEvent> = {}): NewCustodyEvent {
  return { type: 'decided', subject: { kind: 'item', key }, body: {}, public: false, ...more };
}
const record = (one: NewCustodyEvent) =>
  inTransaction(database.app, (tx) => recordEvent(tx, CURATOR, one, randomBytes));

async function entries(): Promise<{ entry: Entry; leaf: Uint8Array; canonical: string }[]> {
  const rows = await database.app.custodyEntry.findMany({ orderBy: { position: 'asc' } });
  return rows.map(({ canonical, leafHash: leaf }) => ({ entry: JSON.parse(canonical), leaf, canonical }));
}

it('begins with one genesis entry that says what is older, and chains every entry to the one before', async () => {
  await record(event('one'));
  await record(event('two', { public: true, type: 'published', subject: { kind: 'testimony', key: 'tw0' } }));
  await sequenceAll(database.context);
  const all = await entries();
  expect(all[0]!.entry).toMatchObject({ type: 'genesis', position: 0, body: { older: 0 } });
  all.forEach(({ entry, leaf, canonical }, position) => {
    expect(entry.position).toBe(position);
    expect(leafHash(canonical)).toEqual(Uint8Array.from(leaf));
    if (position > 0) expect(entry.previous).toBe(Buffer.from(all[position - 1]!.leaf).toString('hex'));
  });
  const size = all.length;
  const nodes = new Map(
    (await database.app.custodyNode.findMany()).map((n) => [`${n.level}/${n.index}`, n.hash]),
  );
  for (const range of coordinatesOf({ start: 0, end: size }))
    expect(nodes.has(`${range.level}/${range.index}`)).toBe(true);
  expect(headOf({ start: 0, end: size }, (at) => nodes.get(`${at.level}/${at.index}`)!)).toHaveLength(32);
});

it('shows the day and the role, and neither the name, the minute nor anything to guess by', async () => {
  await record(event('b1ind', { commit: { text: 'Why are you silent?' } }));
  await sequenceAll(database.context);
  const { entry, canonical } = (await entries()).at(-1)!;
  expect(entry).toMatchObject({ role: 'curator', day: new Date().toISOString().slice(0, 10) });
  expect(canonical).not.toMatch(/a-curator|silent|\d\d:\d\d|0193a000/);
  expect(entry.blind).toMatch(/^[0-9a-f]{64}$/);
  expect(entry.commitments.text).toMatch(/^[0-9a-f]{64}$/);
});

it('records nothing when the change that it tells of is taken back', async () => {
  const before = await database.app.custodyEvent.count();
  await expect(
    inTransaction(database.app, async (tx) => {
      await recordEvent(tx, CURATOR, event('undone'), randomBytes);
      throw new Error('the change failed');
    }),
  ).rejects.toThrow('the change failed');
  expect(await sequenceAll(database.context)).toBe(0);
  expect(await database.app.custodyEvent.count()).toBe(before);
});

it('does not wait for an open import, and numbers nothing past it until it has ended', async () => {
  const client = await openClient();
  await client.query('BEGIN');
  const id = '0193a000-0000-7000-8000-0000000000aa';
  await client.query(
    `INSERT INTO custody_event (id, type, subject_kind, subject_key, role, body) VALUES ($1, 'staged', 'accession', 'slow', 'archivist', '{}')`,
    [id],
  );
  // If this waited for the other, which ends only after it, neither would ever end.
  const later = await record(event('later'));
  expect(await sequenceAll(database.context)).toBe(0);
  await client.query('COMMIT');
  await client.end();
  expect(await sequenceAll(database.context)).toBe(2);
  const positions = await database.app.custodyEntry.findMany({
    where: { eventId: { in: [id, later] } },
    orderBy: { position: 'asc' },
  });
  expect(positions.map(({ eventId }) => eventId)).toEqual([id, later]);
});

it('keeps the order of events within one transaction', async () => {
  await inTransaction(database.app, async (tx) => {
    for (let n = 0; n < 20; n += 1) await recordEvent(tx, CURATOR, event(`in-order-${n}`), randomBytes);
  });
  await sequenceAll(database.context);
  const keys = (await entries()).slice(-20).map(({ entry }) => entry.subject.key);
  expect(keys).toEqual(Array.from({ length: 20 }, (_, n) => `in-order-${n}`));
});

it('numbers each event once with many writers and several sequencers at work', async () => {
  const writers = 8;
  const each = long ? 250 : 25;
  const before = (await entries()).length;
  let writing = true;
  const sequencers = [0, 1, 2].map(async () => {
    while (writing) await sequenceEvents(database.context, 7);
  });
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; n < each; n += 1) await record(event(`w${writer}-${n}`));
    }),
  );
  writing = false;
  await Promise.all(sequencers);
  await sequenceAll(database.context);
  const all = (await entries()).slice(before);
  expect(new Set(all.map(({ entry }) => entry.subject.key)).size).toBe(writers * each);
  expect(all).toHaveLength(writers * each);
  expect(await database.app.custodyPending.count()).toBe(0);
  // Each writer's events stand in the order in which it wrote them.
  for (let writer = 0; writer < writers; writer += 1) {
    const own = all.filter(({ entry }) => entry.subject.key.startsWith(`w${writer}-`));
    expect(own.map(({ entry }) => entry.subject.key)).toEqual(
      Array.from({ length: each }, (_, n) => `w${writer}-${n}`),
    );
  }
});

it('goes on after a move to another server, whose transaction numbers are smaller', async () => {
  const id = await record(event('moved'));
  await asSuperuser(`UPDATE custody_pending SET txid = 9000000000 WHERE event_id = '${id}'`);
  expect(await sequenceAll(database.context)).toBe(1);
});

it('writes one event for a batch, whose root says nothing without the salts', async () => {
  const items = [1, 2, 3].map((n) => ({
    id: `0193a000-0000-7000-8000-00000000010${n}`,
    bytes: Buffer.from(`row ${n}`),
  }));
  const id = '0193a000-0000-7000-8000-000000000100';
  const batch = { ...event('batch', { type: 'staged' }), id };
  const client = await database.appPool.connect();
  await recordBatch(client, CURATOR, batch, items, randomBytes);
  client.release();
  const stored = await database.app.custodyEvent.findUniqueOrThrow({ where: { id } });
  expect(stored.body).toMatchObject({ count: 3, root: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await database.app.commitmentSalt.count({ where: { eventId: id } })).toBe(3);
});

it('lets neither the app nor a superuser change, delete or empty what is written', async () => {
  await record(event('fixed', { commit: { text: 'words' } }));
  await sequenceAll(database.context);
  for (const table of ['custody_event', 'custody_actor', 'custody_entry', 'custody_node', 'checkpoint']) {
    const column =
      table === 'checkpoint'
        ? 'note'
        : table === 'custody_node'
          ? 'hash'
          : table === 'custody_entry'
            ? 'canonical'
            : table === 'custody_actor'
              ? 'name'
              : 'type';
    for (const statement of [
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ]) {
      await expect(database.appPool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
      await expect(asSuperuser(statement), statement).rejects.toMatchObject({ code: '42501' });
    }
  }
  for (const statement of [
    'DELETE FROM commitment_salt',
    `UPDATE commitment_salt SET salt = decode(repeat('00', 32), 'hex')`,
    `UPDATE commitment_salt SET salt = NULL, commitment = decode('00', 'hex')`,
  ]) {
    await expect(asSuperuser(statement), statement).rejects.toMatchObject({ code: '42501' });
  }
  await expect(
    database.appPool.query(`INSERT INTO custody_pending (event_id) VALUES (gen_random_uuid())`),
  ).rejects.toMatchObject({ code: '42501' });
});

it('destroys salts only in the company of the event that tells of it', async () => {
  await record(event('x', { subject: { kind: 'testimony', key: 'erasable00' }, commit: { form: 'words' } }));
  const erase = () =>
    database.appPool.query(`SELECT erase_committed('erasable00', '{}', '{}', '{}') AS destroyed`);
  await expect(erase()).rejects.toMatchObject({ code: '42501' });
  await record(event('x', { type: 'erased', subject: { kind: 'testimony', key: 'erasable00' } }));
  expect((await erase()).rows).toEqual([{ destroyed: 1 }]);
  const [row] = await database.app.commitmentSalt.findMany({ where: { subjectKey: 'erasable00' } });
  expect(row).toMatchObject({ salt: null });
  expect(row!.commitment).toHaveLength(32);
});

async function openClient(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.urls.app });
  await client.connect();
  return client;
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.superUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
