import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { ROLES, type Role } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { inTransaction } from '@/lib/db/transaction';
import { changeRole, clearSecondFactor, resetPassword } from '../change-user';
import { createUser, type NewSignIn } from '../create-user';
import { acceptInvitation, invite, listInvitations } from '../invitation';
import { findCurrentSession, findPendingSession, listSessions } from '../sessions';
import { signIn } from '../sign-in';
import { TEST_KEY as KEY } from '../testing/show-second-factor';
import { type Enrolment, readEnrolment, readNewCodes } from './enrolment';
import { enterCode } from './enter-code';
import { readSecondFactor } from './read-second-factor';
import { openSecret, sealSecret } from './sealed-secret';
import { renewRecoveryCodes, setUpAtDesk, setUpAtSignIn } from './set-up';
import { useStep } from './store';
import { totpCode, totpStep } from './totp';

const LONG = process.env.SAWT_TEST_SIZE === 'long';
const OPERATOR: Actor = { type: 'system', name: 'operator' };
let database: TestDatabase;
let context: Context;
let now = new Date('2026-11-24T09:00:10Z');
let slept: number[] = [];
const patience = {
  sleep: async (milliseconds: number) => {
    slept.push(milliseconds);
  },
};

beforeAll(async () => {
  database = await openTestDatabase();
  context = { ...database.context, clock: () => now };
});
afterAll(() => database.close());
beforeEach(() => {
  slept = [];
});

let made = 0;
async function newUser(role: Role): Promise<NewSignIn> {
  const user = await createUser(OPERATOR, { name: `${role}-${made++}`, role }, context);
  if (!user.ok) throw new Error(user.message);
  return user.value;
}

/** Shows the password and gives the session's id. */
async function enter({ name, password }: { name: string; password: string }): Promise<string> {
  const entered = await signIn({ name, password, from: 'here' }, context, patience);
  if (!entered.ok) throw new Error(entered.message);
  return entered.value.sessionId;
}

const codeOf = ({ secret }: Enrolment, steps = 0) => totpCode(secret, totpStep(now) + steps);
const wait = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const show = (sessionId: string, code: string) =>
  enterCode({ sessionId, code }, 'here', KEY, context, patience);
const recover = (sessionId: string, recovery: string) =>
  enterCode({ sessionId, recovery }, 'here', KEY, context, patience);

async function enrolled(role: Role = 'curator'): Promise<{ user: NewSignIn; enrolment: Enrolment }> {
  const user = await newUser(role);
  const sessionId = await enter(user);
  const enrolment = await readEnrolment({ sessionId, userId: user.id }, KEY, context);
  const set = await setUpAtSignIn(sessionId, codeOf(enrolment), KEY, context);
  if (!set.ok) throw new Error(set.message);
  wait(60);
  return { user, enrolment };
}

describe('a password alone', () => {
  it.each(ROLES)('of one who is %s opens what the role may without a second factor', async (role) => {
    const id = await enter(await newUser(role));
    const current = await findCurrentSession(id, context);
    if (role === 'archivist') expect(current).toMatchObject({ actor: { role } });
    else {
      expect(current).toBeNull();
      expect(await findPendingSession(id, context)).toMatchObject({ enrolled: false });
    }
  });

  it('opens nothing once there is a second factor, whatever the role, and is shown to its owner', async () => {
    for (const role of ROLES) {
      const { user, enrolment } = await enrolled(role === 'archivist' ? 'curator' : role);
      if (role === 'archivist') await changeRole(OPERATOR, { name: user.name, role }, context);
      const thief = await enter(user);
      expect(await findCurrentSession(thief, context)).toBeNull();
      const owner = await enter(user);
      expect(await show(owner, codeOf(enrolment))).toMatchObject({ ok: true });
      const current = await findCurrentSession(owner, context);
      if (!current) throw new Error('the owner is not in');
      const listed = await listSessions(current.actor, context);
      expect(listed.map(({ id, waiting }) => [id, waiting])).toEqual(
        expect.arrayContaining([
          [thief, true],
          [owner, false],
        ]),
      );
    }
  });

  it('waits half an hour for the second factor and no longer', async () => {
    const id = await enter(await newUser('curator'));
    wait(31 * 60);
    expect(await findPendingSession(id, context)).toBeNull();
    expect(await findCurrentSession(id, context)).toBeNull();
  });

  it('cannot put another second factor in the place of the one there is', async () => {
    const { user } = await enrolled();
    const sessionId = await enter(user);
    const own = await readEnrolment({ sessionId, userId: user.id }, KEY, context);
    expect(await setUpAtSignIn(sessionId, codeOf(own), KEY, context)).toMatchObject({
      reason: 'already-set-up',
    });
  });

  it('is shown another secret than whoever signs in with it at the same time; the first to confirm wins', async () => {
    const user = await newUser('administrator');
    const ids = [await enter(user), await enter(user)];
    const shown = await Promise.all(
      ids.map((sessionId) => readEnrolment({ sessionId, userId: user.id }, KEY, context)),
    );
    expect(shown[0]?.secret).not.toEqual(shown[1]?.secret);
    expect(shown[0]?.codes.filter((code) => shown[1]?.codes.includes(code))).toEqual([]);
    const set = await Promise.all(ids.map((id, n) => setUpAtSignIn(id, codeOf(shown[n]!), KEY, context)));
    expect(set.filter((one) => one.ok)).toHaveLength(1);
    const open = await Promise.all(ids.map((id) => findCurrentSession(id, context)));
    expect(open.filter(Boolean)).toHaveLength(1);
  });
});

describe('a code of the app', () => {
  it('is taken once, also when it is sent many times at once, and no earlier one after it', async () => {
    const { user, enrolment } = await enrolled();
    const ids = await Promise.all(Array.from({ length: LONG ? 8 : 4 }, () => enter(user)));
    const code = codeOf(enrolment);
    const all = await Promise.all(
      ids.map((sessionId, n) => enterCode({ sessionId, code }, `place ${n}`, KEY, context, patience)),
    );
    expect(all.filter((one) => one.ok)).toHaveLength(1);
    const again = await enter(user);
    expect(await show(again, code)).toMatchObject({ reason: 'wrong-code' });
    expect(await show(again, codeOf(enrolment, -1))).toMatchObject({ reason: 'wrong-code' });
    expect(await show(again, codeOf(enrolment, 1))).toMatchObject({ ok: true });
  });

  it('is used up in the database itself, whatever was read before', async () => {
    const { user } = await enrolled();
    const use = (step: number) => inTransaction(context.db, (tx) => useStep(tx, user.id, step));
    const step = totpStep(now);
    const used = await Promise.all([use(step), use(step), use(step)]);
    expect(used.filter(Boolean)).toHaveLength(1);
    expect([await use(step), await use(step - 1), await use(step + 1)]).toEqual([false, false, true]);
  });

  it('that set the second factor up is used up by it', async () => {
    const user = await newUser('curator');
    const sessionId = await enter(user);
    const enrolment = await readEnrolment({ sessionId, userId: user.id }, KEY, context);
    expect(await setUpAtSignIn(sessionId, codeOf(enrolment), KEY, context)).toMatchObject({ ok: true });
    expect(await show(await enter(user), codeOf(enrolment))).toMatchObject({ reason: 'wrong-code' });
  });

  it('fifty times wrong is slowed, and the owner still gets in and is told', async () => {
    const { user, enrolment } = await enrolled();
    const thief = await enter(user);
    slept = [];
    for (let tries = 0; tries < 50; tries++) await show(thief, '000000');
    expect(slept.slice(0, 3)).toEqual([0, 0, 0]);
    expect(slept.at(-1)).toBe(5_000);
    const owner = await enter(user);
    expect(await show(owner, codeOf(enrolment))).toMatchObject({ ok: true, value: { guessed: true } });
    wait(60);
    slept = [];
    expect(await show(await enter(user), codeOf(enrolment))).toMatchObject({ value: { guessed: false } });
  });

  it('is taken no more after two hundred wrong ones in a row, until a recovery code was shown', async () => {
    const { user, enrolment } = await enrolled();
    const thief = await enter(user);
    for (let tries = 0; tries < 200; tries++) await show(thief, '000000');
    const owner = await enter(user);
    expect(await show(owner, codeOf(enrolment))).toMatchObject({ reason: 'only-recovery' });
    expect(await recover(owner, enrolment.codes[0]!)).toMatchObject({ ok: true });
    expect(await show(await enter(user), codeOf(enrolment))).toMatchObject({ ok: true });
  });

  it('of one person is worth nothing to another', async () => {
    const [mine, yours] = [await enrolled(), await enrolled()];
    const id = await enter(yours.user);
    expect(await show(id, codeOf(mine.enrolment))).toMatchObject({ reason: 'wrong-code' });
    expect(await recover(id, mine.enrolment.codes[0]!)).toMatchObject({ reason: 'wrong-code' });
  });
});

describe('recovery codes', () => {
  it('open once each, however they are typed, and are counted', async () => {
    const { user, enrolment } = await enrolled();
    expect(enrolment.codes).toHaveLength(10);
    const [first, second] = enrolment.codes as [string, string];
    const id = await enter(user);
    expect(
      await recover(id, ` ${first.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O')}`),
    ).toMatchObject({ ok: true, value: { byRecovery: true } });
    expect(await recover(await enter(user), first)).toMatchObject({ reason: 'wrong-code' });
    const both = [await enter(user), await enter(user)];
    const twice = await Promise.all(both.map((one) => recover(one, second)));
    expect(twice.filter((one) => one.ok)).toHaveLength(1);
    const current = await findCurrentSession(id, context);
    expect(await readSecondFactor(current!.actor, context)).toMatchObject({ codesLeft: 8 });
  });

  it('are worth nothing once they are renewed, and the new ones open', async () => {
    const { user, enrolment } = await enrolled();
    const id = await enter(user);
    await show(id, codeOf(enrolment));
    const current = await findCurrentSession(id, context);
    const fresh = await readNewCodes({ sessionId: id, userId: user.id }, KEY, context);
    expect(await renewRecoveryCodes(current!, KEY, context)).toMatchObject({ ok: true });
    const next = await enter(user);
    expect(await recover(next, enrolment.codes[3]!)).toMatchObject({ reason: 'wrong-code' });
    expect(await recover(next, fresh[0]!)).toMatchObject({ ok: true });
    expect(await readNewCodes({ sessionId: id, userId: user.id }, KEY, context)).not.toEqual(fresh);
  });
});

describe('whoever has lost something', () => {
  it('gets a new password without getting past the second factor', async () => {
    const { user, enrolment } = await enrolled();
    const reset = await resetPassword(OPERATOR, user.name, context);
    if (!reset.ok) throw new Error(reset.message);
    const id = await enter(reset.value);
    expect(await findCurrentSession(id, context)).toBeNull();
    await invite(OPERATOR, user.name, context);
    const open = await listInvitations(OPERATOR, KEY, context);
    const token = open.ok ? open.value.find(({ name }) => name === user.name)?.token : undefined;
    const password = 'chosen after the reset';
    await acceptInvitation({ name: user.name, token: token ?? '', password }, KEY, context);
    const invited = await enter({ name: user.name, password });
    expect(await findCurrentSession(invited, context)).toBeNull();
    expect(await show(invited, codeOf(enrolment))).toMatchObject({ ok: true });
  });

  it('has the second factor taken away by another administrator or the operator, and by nobody else', async () => {
    const [lost, admin, curator] = [await enrolled(), await enrolled('administrator'), await enrolled()];
    const actorOf = async ({ user, enrolment }: Awaited<ReturnType<typeof enrolled>>) => {
      const id = await enter(user);
      await show(id, codeOf(enrolment));
      wait(60);
      return (await findCurrentSession(id, context))!;
    };
    const [lostIn, adminIn, curatorIn] = [await actorOf(lost), await actorOf(admin), await actorOf(curator)];
    expect(await clearSecondFactor(curatorIn.actor, lost.user.name, context)).toMatchObject({
      reason: 'not-allowed',
    });
    expect(await clearSecondFactor(adminIn.actor, admin.user.name, context)).toMatchObject({
      reason: 'own-second-factor',
    });
    expect(await clearSecondFactor(adminIn.actor, lost.user.name, context)).toMatchObject({ ok: true });
    expect(await findCurrentSession(lostIn.id, context)).toBeNull();
    const id = await enter(lost.user);
    expect(await recover(id, lost.enrolment.codes[0]!)).toMatchObject({ reason: 'sign-in' });
    expect(await findPendingSession(id, context)).toMatchObject({ enrolled: false });
    expect(await clearSecondFactor(OPERATOR, admin.user.name, context)).toMatchObject({ ok: true });
    expect(await clearSecondFactor(OPERATOR, admin.user.name, context)).toMatchObject({
      reason: 'no-second-factor',
    });
    const events = await context.db.custodyEvent.findMany({
      where: { subjectKind: 'user', subjectKey: lost.user.id },
      orderBy: { id: 'asc' },
    });
    expect(events.slice(1).map(({ body }) => body)).toEqual([
      { change: 'second-factor-set' },
      { change: 'second-factor-cleared' },
    ]);
  });

  it('moves to another device at the desk, and the old one and its codes stop working', async () => {
    const { user, enrolment } = await enrolled();
    const [id, other] = [await enter(user), await enter(user)];
    await show(id, codeOf(enrolment));
    await recover(other, enrolment.codes[0]!);
    wait(60);
    const current = await findCurrentSession(id, context);
    const next = await readEnrolment({ sessionId: id, userId: user.id }, KEY, context);
    expect(await setUpAtDesk(current!, '123', KEY, context)).toMatchObject({ reason: 'wrong-code' });
    expect(await setUpAtDesk(current!, codeOf(next), KEY, context)).toMatchObject({ ok: true });
    expect(await findCurrentSession(other, context)).toBeNull();
    wait(60);
    const again = await enter(user);
    expect(await show(again, codeOf(enrolment))).toMatchObject({ reason: 'wrong-code' });
    expect(await recover(again, enrolment.codes[1]!)).toMatchObject({ reason: 'wrong-code' });
    expect(await show(again, codeOf(next))).toMatchObject({ ok: true });
  });
});

describe('at rest', () => {
  it('neither the secret nor a code can be read in the database', async () => {
    const { user, enrolment } = await enrolled();
    const { rows } = await database.appPool.query(
      `SELECT to_jsonb(f)::text || coalesce((SELECT jsonb_agg(c)::text FROM recovery_code c
         WHERE c.user_id = f.user_id), '') AS row FROM second_factor f WHERE user_id = $1`,
      [user.id],
    );
    const kept: string = rows[0].row;
    for (const code of enrolment.codes) {
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replaceAll('-', ''));
    }
    for (const form of ['hex', 'base64', 'latin1'] as const) {
      expect(kept).not.toContain(enrolment.secret.toString(form).replace(/=+$/, ''));
    }
  });

  it('a secret opens for its person and key alone, and not when a bit of it was changed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.nat(47), (secret, at) => {
        const sealed = sealSecret(secret, 'somebody', KEY);
        expect(openSecret(sealed, 'somebody', KEY)).toEqual(Buffer.from(secret));
        expect(openSecret(sealed, 'another', KEY)).toBeNull();
        expect(openSecret(sealed, 'somebody', `${KEY}!`)).toBeNull();
        const bytes = Buffer.from(sealed, 'base64');
        bytes[at]! ^= 1;
        expect(openSecret(bytes.toString('base64'), 'somebody', KEY)).toBeNull();
      }),
      { numRuns: LONG ? 1_000 : 30 },
    );
  });
});
