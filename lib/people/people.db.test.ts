import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, UserActor } from '@/lib/access/actor';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { changeOwnPassword } from './change-own-password';
import { changeRole, disableUser, enableUser, resetPassword } from './change-user';
import { createFirstAdministrator } from './create-first-administrator';
import { createUser, type NewSignIn } from './create-user';
import { acceptInvitation, invite, isInvited, listInvitations } from './invitation';
import { listUsers } from './list-users';
import { endSession, findCurrentSession } from './sessions';
import { SESSION_LENGTH, signIn } from './sign-in';
import { delayBefore } from './slow-tries';
import { TEST_KEY as KEY, showSecondFactor } from './testing/show-second-factor';

const LONG = process.env.SAWT_TEST_SIZE === 'long';
const MANY = LONG ? 1000 : 50;
/** A limit for a machine that does nothing else; the small run only shows that there is an end. */
const LISTED_WITHIN = LONG ? 200 : 20_000;
const OPERATOR: Actor = { type: 'system', name: 'operator' };
let database: TestDatabase;
let context: TestDatabase['context'];
let slept: number[] = [];
const patience = {
  sleep: async (milliseconds: number) => {
    slept.push(milliseconds);
  },
};

beforeAll(async () => {
  database = await openTestDatabase();
  context = database.context;
});
afterAll(() => database.close());
beforeEach(() => {
  slept = [];
});

async function newUser(name: string, role: 'archivist' | 'curator' | 'administrator'): Promise<NewSignIn> {
  const made = await createUser(OPERATOR, { name, role }, context);
  if (!made.ok) throw new Error(made.message);
  return made.value;
}

async function enter(name: string, password: string, from = 'here') {
  return signIn({ name, password, from }, context, patience);
}

async function session(user: NewSignIn) {
  const entered = await enter(user.name, user.password);
  if (!entered.ok) throw new Error(entered.message);
  await showSecondFactor(entered.value.sessionId, context);
  const found = await findCurrentSession(entered.value.sessionId, context);
  if (!found) throw new Error('no session');
  return found;
}

describe('the first administrator', () => {
  it('is made once, whoever starts at the same time, and can sign in', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => createFirstAdministrator(context)));
    const given = made.flatMap((one) => (one.ok ? [one.value] : []));
    expect(given).toHaveLength(1);
    const first = given[0];
    if (!first) return;
    expect(await session(first)).toMatchObject({ actor: { role: 'administrator' } });
    expect(await createFirstAdministrator(context)).toMatchObject({ reason: 'already-administered' });
  });

  it('cannot step down, be disabled, or leave while there is no other', async () => {
    for (const leaving of [
      await changeRole(OPERATOR, { name: 'administrator', role: 'curator' }, context),
      await disableUser(OPERATOR, 'administrator', context),
    ]) {
      expect(leaving).toMatchObject({ ok: false, reason: 'last-administrator' });
    }
  });

  it('stays when two administrators step down at once', async () => {
    await newUser('second-admin', 'administrator');
    const both = await Promise.all(
      ['administrator', 'second-admin'].map((name) =>
        changeRole(OPERATOR, { name, role: 'curator' }, context),
      ),
    );
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    const left = await context.db.user.count({ where: { role: 'administrator', disabled: false } });
    expect(left).toBe(1);
    await context.db.user.updateMany({ where: { name: 'administrator' }, data: { role: 'administrator' } });
  });
});

describe('signing in', () => {
  it('gives one answer to a wrong password, an unknown name and a disabled account', async () => {
    const user = await newUser('nadia', 'curator');
    const disabled = await newUser('left-us', 'curator');
    await disableUser(OPERATOR, disabled.name, context);
    const answers = [
      await enter(user.name, 'not the password'),
      await enter('nobody-has-this', 'not the password'),
      await enter('no name at all!', 'not the password'),
      await enter(disabled.name, disabled.password),
    ];
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ ok: false, reason: 'wrong-sign-in' });
  });

  it('slows the fiftieth bad try and still lets the owner in', async () => {
    const user = await newUser('guessed-at', 'curator');
    for (let tries = 0; tries < 50; tries++) await enter(user.name, `guess ${tries}`, 'elsewhere');
    expect(slept.slice(0, 3)).toEqual([0, 0, 0]);
    expect(slept.slice(3)).toEqual([...slept.slice(3)].sort((a, b) => a - b));
    expect(slept.at(-1)).toBe(5_000);
    expect(await enter(user.name, user.password)).toMatchObject({ ok: true });
    slept = [];
    await enter(user.name, 'a slip');
    expect(slept).toEqual([0]);
  }, 120_000);

  it('slows a name that nobody has just as much', async () => {
    for (let tries = 0; tries < 6; tries++) await enter('not-an-account', `guess ${tries}`);
    expect(slept).toEqual([1, 2, 3, 4, 5, 6].map(delayBefore));
  });

  it('lets tries from one place stand in line, and turns a crowd of them away', async () => {
    const user = await newUser('crowded', 'curator');
    let under = 0;
    let most = 0;
    const slow = {
      sleep: async () => {
        most = Math.max(most, ++under);
        await new Promise((resolve) => setTimeout(resolve, 5));
        under--;
      },
    };
    const crowd = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        signIn({ name: user.name, password: `guess ${n}`, from: 'one place' }, context, slow),
      ),
    );
    expect(most).toBe(1);
    expect(crowd.filter((one) => !one.ok && one.reason === 'too-many-tries').length).toBe(22);
    expect(await enter(user.name, user.password, 'another place')).toMatchObject({ ok: true });
  });

  it('keeps neither the names tried nor anything that tells them', async () => {
    await enter('my-password-in-the-wrong-field', 'x');
    const { rows } = await database.appPool.query(`SELECT to_jsonb(d) AS row FROM sign_in_delay d`);
    for (const { row } of rows) {
      expect(Object.keys(row).sort()).toEqual(['bucket', 'last_try_at', 'tries']);
      expect(row.bucket).toBeLessThan(65_536);
    }
  });
});

describe('a session', () => {
  it.each([
    ['signing out', (_: NewSignIn, actor: UserActor, id: string) => endSession(actor, id, context)],
    [
      'a change of role',
      (user: NewSignIn) => changeRole(OPERATOR, { name: user.name, role: 'archivist' }, context),
    ],
    ['a reset', (user: NewSignIn) => resetPassword(OPERATOR, user.name, context)],
    ['disabling', (user: NewSignIn) => disableUser(OPERATOR, user.name, context)],
  ])('is over at once after %s', async (what, end) => {
    const user = await newUser(`ends-by-${what.replaceAll(' ', '-')}`, 'curator');
    const { id, actor } = await session(user);
    await end(user, actor, id);
    expect(await findCurrentSession(id, context)).toBeNull();
  });

  it('ends by itself after a working day, and is not found by anything but its id', async () => {
    const { id } = await session(await newUser('works-late', 'archivist'));
    const late = { ...context, clock: () => new Date(Date.now() + SESSION_LENGTH + 1000) };
    expect(await findCurrentSession(id, late)).toBeNull();
    for (const forged of ['', "' OR 1=1", id.toUpperCase(), crypto.randomUUID()]) {
      expect(await findCurrentSession(forged, context)).toBeNull();
    }
  });

  it('is a new one at each sign-in, whoever had the browser before, and none that was handed in', async () => {
    const user = await newUser('signs-in-again', 'curator');
    const planted = { sessionId: crypto.randomUUID(), id: crypto.randomUUID() };
    const ids: string[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      const input = { name: user.name, password: user.password, from: 'here', ...planted };
      const entered = await signIn(input, context, patience);
      if (!entered.ok) throw new Error(entered.message);
      ids.push(entered.value.sessionId);
    }
    expect(new Set([...ids, ...Object.values(planted)]).size).toBe(5);
    // With the password alone behind it, it is nobody's yet.
    for (const id of ids) expect(await findCurrentSession(id, context)).toBeNull();
  });

  it('of another person cannot be ended', async () => {
    const mine = await session(await newUser('mine', 'curator'));
    const yours = await session(await newUser('yours', 'curator'));
    expect(await endSession(mine.actor, yours.id, context)).toBe(false);
    expect(await findCurrentSession(yours.id, context)).not.toBeNull();
  });

  it('stays while one changes one’s own password, and the others end', async () => {
    const user = await newUser('changes-password', 'curator');
    const [old, current] = [await session(user), await session(user)];
    expect(
      await changeOwnPassword(current, { old: 'wrong', fresh: 'a new long password' }, context),
    ).toMatchObject({
      reason: 'wrong-password',
    });
    const fresh = 'a new long password';
    expect(await changeOwnPassword(current, { old: user.password, fresh }, context)).toMatchObject({
      ok: true,
    });
    expect(await findCurrentSession(old.id, context)).toBeNull();
    expect(await findCurrentSession(current.id, context)).not.toBeNull();
    expect(await enter(user.name, fresh)).toMatchObject({ ok: true });
  });
});

describe('an invitation', () => {
  const tokenFor = async (name: string) => {
    const open = await listInvitations(OPERATOR, KEY, context);
    return open.ok ? (open.value.find((one) => one.name === name)?.token ?? '') : '';
  };

  it('lets its holder choose the password once', async () => {
    const user = await newUser('invited', 'curator');
    await invite(OPERATOR, user.name, context);
    const token = await tokenFor(user.name);
    const password = 'chosen by myself';
    expect(await acceptInvitation({ name: user.name, token, password: 'short' }, KEY, context)).toMatchObject(
      {
        reason: 'weak-password',
      },
    );
    const twice = await Promise.all(
      [1, 2].map(() => acceptInvitation({ name: user.name, token, password }, KEY, context)),
    );
    expect(twice.filter((one) => one.ok)).toHaveLength(1);
    expect(await tokenFor(user.name), 'there is none any more').toBe('');
    expect(await enter(user.name, password)).toMatchObject({ ok: true });
    expect(await enter(user.name, user.password)).toMatchObject({ ok: false });
  });

  it('is worth nothing to another, with another key, after a week, or after a reset', async () => {
    const [user, other] = [await newUser('invited-too', 'curator'), await newUser('not-invited', 'curator')];
    await invite(OPERATOR, user.name, context);
    const token = await tokenFor(user.name);
    const late = { ...context, clock: () => new Date(Date.now() + 8 * 86_400_000) };
    expect(await isInvited({ name: user.name, token }, KEY, context)).toBe(true);
    expect(await isInvited({ name: other.name, token }, KEY, context)).toBe(false);
    expect(await isInvited({ name: user.name, token }, 'another key', context)).toBe(false);
    expect(await isInvited({ name: user.name, token }, KEY, late)).toBe(false);
    await resetPassword(OPERATOR, user.name, context);
    expect(await isInvited({ name: user.name, token }, KEY, context)).toBe(false);
  });
});

describe('accounts', () => {
  it('are managed by administrators and operators alone', async () => {
    for (const role of ['archivist', 'curator'] as const) {
      const { actor } = await session(await newUser(`may-not-${role}`, role));
      for (const tried of [
        await createUser(actor, { name: 'x-new', role: 'administrator' }, context),
        await changeRole(actor, { name: actor.name, role: 'administrator' }, context),
        await resetPassword(actor, 'administrator', context),
        await disableUser(actor, 'administrator', context),
        await enableUser(actor, 'left-us', context),
        await listUsers(actor, context),
      ]) {
        expect(tried).toMatchObject({ ok: false, reason: 'not-allowed' });
      }
    }
  });

  it('have one name each, whatever capitals it is written in', async () => {
    await newUser('ليلى', 'archivist');
    await newUser('Samar', 'archivist');
    expect(await createUser(OPERATOR, { name: ' SAMAR ', role: 'archivist' }, context)).toMatchObject({
      reason: 'name-taken',
    });
    for (const name of ['sаmar', 'Sámar', 'لیلى']) {
      const alike = await createUser(OPERATOR, { name, role: 'archivist' }, context);
      expect([name, alike]).toMatchObject([name, { reason: 'name-taken' }]);
    }
    // From the second on: what the log calls the archive's own hands, and what looks like it (the о is Cyrillic).
    for (const name of ['a b', 'Operator', ' public', 'founding', 'worker', '\u043eperator', '0perator']) {
      const made = await createUser(OPERATOR, { name, role: 'archivist' }, context);
      expect([name, made]).toMatchObject([name, { reason: 'bad-name' }]);
    }
  });

  it('leave each change in the ledger, by role and without a name', async () => {
    const user = await newUser('remembered', 'archivist');
    await changeRole(OPERATOR, { name: user.name, role: 'curator' }, context);
    await resetPassword(OPERATOR, user.name, context);
    await disableUser(OPERATOR, user.name, context);
    const events = await context.db.custodyEvent.findMany({
      where: { subjectKind: 'user', subjectKey: user.id },
      orderBy: { id: 'asc' },
    });
    expect(events.map((event) => event.body)).toEqual([
      { change: 'created', role: 'archivist' },
      { change: 'role', role: 'curator' },
      { change: 'reset' },
      { change: 'disabled' },
    ]);
    expect(JSON.stringify(events)).not.toContain('remembered');
    expect(events.every((event) => !event.public)).toBe(true);
  });

  it(`of ${MANY} people are listed within ${LISTED_WITHIN} ms`, async () => {
    await context.db.user.createMany({
      data: Array.from({ length: MANY }, (_, n) => ({
        name: `many-${n}`,
        passwordHash: 'x',
        role: 'archivist',
      })),
    });
    const start = performance.now();
    const listed = await listUsers(OPERATOR, context);
    expect(performance.now() - start).toBeLessThan(LISTED_WITHIN);
    expect(listed.ok && listed.value.length).toBeGreaterThan(MANY);
  });
});
