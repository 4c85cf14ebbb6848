import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCheckpoint } from '@/lib/custody/make-checkpoint';
import { sequenceAll } from '@/lib/custody/sequence';
import { loadSigningKey } from '@/lib/custody/signing-key';
import { verifyArchive } from '@/lib/custody/verify/verify-archive';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { createUser } from '@/lib/people/create-user';
import { type Enrolment, readEnrolment } from '@/lib/people/second-factor/enrolment';
import { enterCode } from '@/lib/people/second-factor/enter-code';
import { setUpAtSignIn } from '@/lib/people/second-factor/set-up';
import { totpCode, totpStep } from '@/lib/people/second-factor/totp';
import { findCurrentSession } from '@/lib/people/sessions';
import { SESSION_LENGTH, signIn } from '@/lib/people/sign-in';
import { TEST_KEY } from '@/lib/people/testing/show-second-factor';
import { makeActor } from '@/lib/publication/testing/people';
import { publishRecord } from '@/lib/publication/testing/publish-record';

const DAY = 86_400_000;
let database: TestDatabase;
let folder: string;
let user: { id: string; name: string; password: string };
let phone: Enrolment;

/** The true time of the test, and the archive's clock, which may be days off it. */
let truth = new Date('2026-11-24T09:00:10Z');
const off = (days: number) => ({
  ...database.context,
  clock: () => new Date(truth.getTime() + days * DAY),
});
const wait = (milliseconds: number) => {
  truth = new Date(truth.getTime() + milliseconds);
};
let slept: number[] = [];
const patience = { sleep: async (milliseconds: number) => void slept.push(milliseconds) };

beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'sawt-clock-'));
  const made = await createUser(
    { type: 'system', name: 'operator' },
    { name: 'rana', role: 'curator' },
    off(0),
  );
  if (!made.ok) throw new Error(made.message);
  user = made.value;
  const sessionId = await enter(0);
  phone = await readEnrolment({ sessionId, userId: user.id }, TEST_KEY, off(0));
  expect(await setUpAtSignIn(sessionId, code(), TEST_KEY, off(0))).toMatchObject({ ok: true });
  wait(60_000);
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the phone shows, whose clock is right. */
const code = () => totpCode(phone.secret, totpStep(truth));

/** Shows the password by a clock so many days off; gives the session's id. */
async function enter(days: number): Promise<string> {
  const entered = await signIn(
    { name: user.name, password: user.password, from: 'here' },
    off(days),
    patience,
  );
  if (!entered.ok) throw new Error(entered.message);
  return entered.value.sessionId;
}
const show = (sessionId: string, days: number) =>
  enterCode({ sessionId, code: code() }, 'here', TEST_KEY, off(days), patience);

describe('a clock set a day off', () => {
  it('leaves the log in the order of what happened, its checkpoints grow, and it verifies', async () => {
    const curator = await makeActor(database.context, 'curator', 'curator');
    const key = loadSigningKey(path.join(folder, 'key.pem'));
    const notes = path.join(folder, 'checkpoints');
    const references: string[] = [];
    const sizes: number[] = [];
    for (const days of [0, 1, -1, 0]) {
      const record = {
        text: `By a clock ${days} off, ${references.length}.`,
        speaker: 'A witness',
        lang: 'en',
      };
      references.push(await publishRecord(curator, record, folder, off(days)));
      const made = await makeCheckpoint(off(days), key, notes);
      sizes.push(made?.size ?? 0);
      expect(readFileSync(path.join(notes, 'checkpoint.txt'), 'utf8')).toBe(made?.note);
    }
    expect(sizes).toEqual([...new Set(sizes)].sort((a, b) => a - b));
    while ((await database.app.custodyPending.count()) > 0) await sequenceAll(database.context);
    const { rows } = await database.appPool.query<{ key: string }>(
      `SELECT e.subject_key AS key FROM custody_entry n JOIN custody_event e ON e.id = n.event_id
        WHERE e.subject_key = ANY($1) ORDER BY n.position`,
      [references],
    );
    expect([...new Set(rows.map(({ key }) => key))]).toEqual(references);
    expect(await verifyArchive(database.context, notes, null)).toMatchObject({ ok: true });
  });

  it.each([
    1, -1,
  ])('(%d) takes no code of a phone, a recovery code opens, and set right the phone does again', async (days) => {
    const wrong = await enter(days);
    expect(await show(wrong, days)).toMatchObject({ ok: false, reason: 'wrong-code' });
    const recovery = phone.codes.pop() ?? '';
    expect(
      await enterCode({ sessionId: wrong, recovery }, 'here', TEST_KEY, off(days), patience),
    ).toMatchObject({
      ok: true,
    });
    expect(await findCurrentSession(wrong, off(days))).not.toBeNull();
    wait(60_000);
    const right = await enter(0);
    expect(await show(right, 0)).toMatchObject({ ok: true });
    expect(await findCurrentSession(right, off(0))).not.toBeNull();
    wait(60_000);
  });

  it('ends sessions early rather than late: a day ahead all are over, and none is longer than a working day', async () => {
    const session = await enter(0);
    expect(await show(session, 0)).toMatchObject({ ok: true });
    expect(await findCurrentSession(session, off(0))).not.toBeNull();
    expect(await findCurrentSession(session, off(1))).toBeNull();
    // Made by a clock a day ahead, it would last, and count as a fresh sign-in, for a day too long.
    const ahead = await enter(1);
    const recovery = phone.codes.pop() ?? '';
    await enterCode({ sessionId: ahead, recovery }, 'here', TEST_KEY, off(1), patience);
    expect(await findCurrentSession(ahead, off(1))).not.toBeNull();
    expect(await findCurrentSession(ahead, off(0))).toBeNull();
    wait(SESSION_LENGTH);
    expect(await findCurrentSession(ahead, off(0))).toBeNull();
    wait(60_000);
  });

  it('locks nobody out: tries made by a clock ahead delay by seconds, never until that day', async () => {
    for (let nth = 0; nth < 12; nth += 1)
      await signIn({ name: user.name, password: 'wrong', from: 'here' }, off(1), patience);
    slept = [];
    const session = await enter(0);
    expect(Math.max(...slept)).toBeLessThanOrEqual(5_000);
    expect(await show(session, 0)).toMatchObject({ ok: true });
  });
});
