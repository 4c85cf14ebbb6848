import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { commitTo } from '@/lib/custody/commitment';
import { makeCheckpoint } from '@/lib/custody/make-checkpoint';
import { verifyBundle } from '@/lib/custody/offline-verifier.mjs';
import { verifyArchive } from '@/lib/custody/verify/verify-archive';
import { openTestDatabase, testPostgres } from '@/lib/db/testing/database';
import { askErase, confirmErase } from './ask-erase';
import { erase } from './erase';
import { replayErasures } from './replay-erasures';
import { openHouse } from './testing/open-house';
import { makeActor } from './testing/people';
import { withdraw } from './withdraw';

const WORDS = 'canary-words: they are at the door now';
const RECORD = {
  text: WORDS,
  speaker: 'Canary Speaker',
  account: '@canaryhandle',
  platform: 'twitter',
  platformId: '808461429765046272',
  url: 'https://twitter.com/canaryhandle/status/808461429765046272',
  date: '2016-12-14',
  place: ['Canary Street'],
  events: ['Canary Event'],
  source: 'Canary Source',
  tags: ['canarytag'],
  note: 'canary-note',
  context: 'canary-context',
  translations: [{ lang: 'ar', text: 'canary-translation', machine: true }],
};

const house = await openHouse({ anna: 'administrator', basim: 'administrator' });
const { database, keeping } = house;
const { anna, basim } = house.people;
let reference: string;
let other: string;
const list = join(keeping.folder, 'erasures.txt');

beforeAll(async () => {
  other = await house.publish(anna, { text: 'other words', speaker: 'Somebody Else', date: '2016-12-14' });
  reference = await house.publish(anna, RECORD);
  // The same post once more, as another file has it: what waits in the queue holds the words too.
  await house.bring(anna, { ...RECORD, note: 'canary-note, again' });
  await database.app.outsideMessage.create({
    data: { kind: 'takedown', receipt: 'r', reference, words: 'canary-takedown: they know her' },
  });
  await database.app.deskDraft.create({
    data: {
      userId: anna.id,
      form: `/desk/item/${reference}`,
      fields: { text: WORDS },
      updatedAt: new Date(),
    },
  });
});
afterAll(() => rmSync(keeping.folder, { recursive: true }));

/** Every row of every table, as text: what a thief of the database would read. */
async function everything(url = database.superUrl): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    await client.query(`SET bytea_output = 'escape'`);
    const texts = [];
    for (const { name } of tables) {
      const { rows } = await client.query(`SELECT t::text AS row FROM ${name} t`);
      texts.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}
const canaries = (text: string) => text.split('\n').filter((row) => /canary/i.test(row));

const erasing = (by: UserActor, second: UserActor, of = reference) =>
  erase(by, { reference: of, reason: 'at-request', second }, list, database.context);

describe('erasing', () => {
  let form: string;
  let backup: string;

  it('is refused to one person alone, to a curator, and for what is not there', async () => {
    const curator = await makeActor(database.context, 'cyrine', 'curator');
    expect(await erasing(anna, anna)).toMatchObject({ reason: 'second-person-needed' });
    expect(await erasing(curator, anna)).toMatchObject({ reason: 'not-allowed' });
    expect(await erasing(anna, curator)).toMatchObject({ reason: 'not-allowed' });
    expect(await erasing(anna, basim, 'never00000')).toMatchObject({ reason: 'no-such-testimony' });
    expect(canaries(await everything()).length).toBeGreaterThan(10);
  });

  it('is asked for by one administrator and done by another, who types the reference', async () => {
    const reference = await house.publish(anna, { text: 'to be erased at the desk', speaker: 'Desk Erased' });
    const { context } = database;
    const curator = await makeActor(context, 'ask-curator', 'curator');
    const input = { reference, typed: reference, reason: 'at-request' as const };
    expect(await askErase(curator, { reference, why: 'x' }, context)).toMatchObject({
      reason: 'not-allowed',
    });
    expect(await confirmErase(basim, input, list, context)).toMatchObject({ reason: 'nobody-asked' });
    expect(await askErase(anna, { reference, why: 'to be erased, she says' }, context)).toEqual({ ok: true });
    for (const [who, sent, reason] of [
      [anna, input, 'second-person-needed'],
      [curator, input, 'not-allowed'],
      [basim, { ...input, typed: other }, 'not-confirmed'],
    ] as const) {
      expect(await confirmErase(who, sent, list, context)).toMatchObject({ reason });
    }
    expect(await database.app.testimony.count({ where: { reference } })).toBe(1);
    expect(await confirmErase(basim, input, list, context)).toMatchObject({ ok: true });
    expect(await database.app.testimony.count({ where: { reference } })).toBe(0);
    expect(await database.app.secondPersonRequest.count({ where: { subjectKey: reference } })).toBe(0);
  });

  it('leaves no word, name or byte of it in any table, and all else as it was', async () => {
    const row = await database.app.publicForm.findFirstOrThrow({ where: { key: reference } });
    form = JSON.stringify(row.form);
    await makeCheckpoint(database.context, keeping.key, keeping.checkpoints);
    expect(verifyBundle(await house.exportBag('before'))).toMatchObject({ ok: true });
    const brought = await database.app.accession.findMany({
      where: { originals: { some: {} } },
      orderBy: { createdAt: 'asc' },
    });
    const digests = brought.slice(1).map(({ fileDigest }) => fileDigest);
    backup = await copyDatabase();

    expect(await erasing(anna, basim)).toMatchObject({ ok: true, value: { reference, originals: 2 } });
    const left = await everything();
    expect(canaries(left)).toEqual([]);
    for (const digest of digests)
      expect(left, 'the digest of a file with one record in it').not.toContain(digest);
    expect(await database.app.testimony.findMany({ select: { reference: true } })).toEqual([
      { reference: other },
    ]);
    expect(await database.app.publicForm.count({ where: { kind: 'testimony', key: other } })).toBe(1);
    expect(await database.app.tombstone.findUnique({ where: { reference } })).toMatchObject({
      state: 'erased',
      reasonClass: 'at-request',
    });
    expect(await database.app.searchOutbox.findUnique({ where: { reference } })).toMatchObject({
      operation: 'delete',
    });
    expect(await erasing(anna, basim)).toMatchObject({ reason: 'no-such-testimony' });
  });

  it('leaves a log that verifies, in place and in a bundle, also from a checkpoint of before', async () => {
    expect(await verifyArchive(database.context, keeping.checkpoints, null)).toMatchObject({ ok: true });
    const kept = readFileSync(join(keeping.checkpoints, 'checkpoint.txt'));
    const after = await house.exportBag('after');
    expect(verifyBundle(after, { checkpoint: kept, key: keeping.key.fingerprint })).toMatchObject({
      ok: true,
    });
  });

  it('leaves nothing public by which a guess at the very words could be confirmed', async () => {
    const files = await house.exportBag('guess');
    const everythingPublic = files
      .list()
      .map((path) => files.read(path).toString())
      .join('\n');
    expect(everythingPublic).toContain(reference);
    expect(canaries(everythingPublic)).toEqual([]);
    const guesses = [
      WORDS,
      JSON.stringify(RECORD),
      `${JSON.stringify({ format: 'sawt/1', ...RECORD })}`,
      form,
    ];
    for (const guess of guesses) {
      for (const algorithm of ['sha256', 'sha512', 'md5', 'sha1']) {
        const digest = createHash(algorithm).update(guess).digest();
        expect(everythingPublic).not.toContain(digest.toString('hex'));
        expect(everythingPublic).not.toContain(digest.toString('base64'));
      }
      // Under every salt that is public still, and under none at all.
      const salts = [...everythingPublic.matchAll(/"salt":"([0-9a-f]{64})"/g)].map(([, salt]) => salt!);
      for (const salt of [...salts, '00'.repeat(32)]) {
        for (const field of ['form', 'text', 'original', 'original/1']) {
          const made = Buffer.from(commitTo(field, guess, Buffer.from(salt, 'hex'))).toString('hex');
          expect(everythingPublic).not.toContain(made);
        }
      }
    }
  });

  it('is done again when an older backup comes back, before anything is served', async () => {
    const restored = await openTestDatabase();
    await restored.close();
    const copy = await openDatabaseNamed(backup);
    try {
      expect(canaries(await everything(copy.superUrl)).length).toBeGreaterThan(10);
      const kept = join(keeping.folder, 'erasures-kept.txt');
      copyFileSync(list, kept);
      expect(await replayErasures(kept, copy.context)).toEqual({ ok: true, value: 1 });
      expect(canaries(await everything(copy.superUrl))).toEqual([]);
      expect(await replayErasures(kept, copy.context)).toEqual({ ok: true, value: 0 });
      expect(await verifyArchive(copy.context, join(keeping.folder, 'none'), null)).toMatchObject({
        ok: true,
      });
    } finally {
      await copy.close();
    }
  });

  it('goes for what was withdrawn before as well', async () => {
    const hidden = await house.publish(anna, { text: 'hidden-canary', speaker: 'Somebody Else' });
    expect(await withdraw(anna, { reference: hidden, reason: 'legal' }, database.context)).toMatchObject({
      ok: true,
    });
    expect(await erasing(basim, anna, hidden)).toMatchObject({ ok: true });
    expect(canaries(await everything())).toEqual([]);
    expect(await verifyArchive(database.context, keeping.checkpoints, null)).toMatchObject({ ok: true });
  });

  it('is done ten times an hour at the most', async () => {
    const many: string[] = [];
    for (let n = 0; n < 8; n += 1)
      many.push(await house.publish(anna, { text: `many ${n}`, speaker: 'Somebody Else' }));
    const outcomes = [];
    for (const one of many) outcomes.push((await erasing(anna, basim, one)).ok);
    // Two were erased above.
    expect(outcomes).toEqual([true, true, true, true, true, true, true, false]);
  });
});

async function copyDatabase(): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  const name = new URL(database.superUrl).pathname.slice(1);
  const client = new pg.Client({ connectionString: testPostgres().superUrl('postgres') });
  await client.connect();
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, [name]);
  await client.end();
  return testPostgres().createDatabase(name);
}

async function openDatabaseNamed(name: string) {
  const { connect } = await import('@/lib/db/client');
  const { liveContext } = await import('@/lib/context');
  const connections = connect(testPostgres().urls(name), 3);
  return {
    superUrl: testPostgres().superUrl(name),
    context: liveContext(connections),
    close: async () => {
      await connections.close();
      await testPostgres().dropDatabase(name);
    },
  };
}
