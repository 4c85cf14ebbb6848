import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, UserActor } from '@/lib/access/actor';
import type { Role } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { clearSecondFactor, disableUser, enableUser, resetPassword } from '../change-user';
import { createUser, type NewSignIn } from '../create-user';
import { readSecondFactor } from '../second-factor/read-second-factor';
import { type CurrentSession, findCurrentSession, findPendingSession } from '../sessions';
import { signIn } from '../sign-in';
import { showSecondFactor } from '../testing/show-second-factor';
import { listPasskeys, namePasskey, removePasskey } from './manage';
import { beginRegistration, finishRegistration } from './register';
import { beginPasskeySignIn, signInWithPasskey } from './sign-in';
import { passkeySite } from './site';
import { type Circumstances, softAuthenticator } from './testing/soft-authenticator';

const OPERATOR: Actor = { type: 'system', name: 'operator' };
const SITE = passkeySite('https://archive.example:8443');
let database: TestDatabase;
let context: Context;
let now = new Date('2026-11-24T09:00:10Z');

beforeAll(async () => {
  database = await openTestDatabase();
  context = { ...database.context, clock: () => now };
});
afterAll(() => database.close());
beforeEach(() => wait(60));

const wait = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
let made = 0;

async function newPerson(role: Role): Promise<{ user: NewSignIn; session: CurrentSession }> {
  const user = await createUser(OPERATOR, { name: `passkey-${role}-${made++}`, role }, context);
  if (!user.ok) throw new Error(user.message);
  return { user: user.value, session: await enter(user.value) };
}

async function enter({ name, password }: { name: string; password: string }): Promise<CurrentSession> {
  const entered = await signIn({ name, password, from: 'here' }, context);
  if (!entered.ok) throw new Error(entered.message);
  await showSecondFactor(entered.value.sessionId, context);
  const session = await findCurrentSession(entered.value.sessionId, context);
  if (!session) throw new Error('the second factor did not open the session');
  return session;
}

type Soft = ReturnType<typeof softAuthenticator>;
const how = (challenge: string, bent: Partial<Circumstances> = {}): Circumstances => ({
  origin: SITE.origin,
  rpId: SITE.id,
  challenge,
  ...bent,
});

async function register(
  session: CurrentSession,
  bent: Partial<Circumstances> = {},
  soft = softAuthenticator(session.actor.id),
) {
  const begun = await beginRegistration(session, SITE, context);
  if (!begun.ok) throw new Error(begun.message);
  const answer = soft.create(how(begun.value.challenge, bent));
  return {
    soft,
    answer,
    done: await finishRegistration(session, { answer, name: 'My phone' }, SITE, context),
  };
}

async function withPasskey(role: Role = 'curator') {
  const person = await newPerson(role);
  const { soft, done } = await register(person.session);
  if (!done.ok) throw new Error(done.message);
  return { ...person, soft };
}

// Signing in with a password takes its time; who asks in vain changes nobody.
let one: ReturnType<typeof withPasskey> | undefined;
const anybody = () => {
  one ??= withPasskey();
  return one;
};

async function use(soft: Soft, bent: Partial<Circumstances> = {}) {
  const { challenge } = await beginPasskeySignIn(SITE, context);
  const answer = soft.get(how(challenge, bent));
  return { answer, entered: await signInWithPasskey(answer, SITE, context) };
}

const REFUSED = { ok: false, reason: 'wrong-passkey' };

async function changesOf(userId: string): Promise<string[]> {
  const events = await context.db.custodyEvent.findMany({
    where: { subjectKind: 'user', subjectKey: userId },
    orderBy: { id: 'asc' },
  });
  return events.map(({ body }) => (body as { change: string }).change);
}

describe('registering a passkey', () => {
  it('asks the browser for this site alone, for a device that makes sure who holds it, and no make', async () => {
    const { session } = await anybody();
    const begun = await beginRegistration(session, SITE, context);
    expect(begun).toMatchObject({
      ok: true,
      value: {
        rp: { id: 'archive.example' },
        attestation: 'none',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      },
    });
  });

  it.each([
    ['another site', { origin: 'https://elsewhere.example' }],
    ['our name by http', { origin: 'http://archive.example:8443' }],
    ['another relying party', { rpId: 'elsewhere.example' }],
    ['a device that did not look who holds it', { verified: false }],
    ['a question that was never asked', { challenge: Buffer.alloc(32).toString('base64url') }],
  ])('is refused from %s', async (_, bent) => {
    const { session } = await anybody();
    expect((await register(session, bent)).done).toMatchObject(REFUSED);
    expect(await listPasskeys(session.actor, context)).toHaveLength(1);
  });

  it('takes each question once, for five minutes, in the session that asked it', async () => {
    const { session } = await newPerson('curator');
    const { answer, done } = await register(session);
    expect(done.ok).toBe(true);
    expect(await finishRegistration(session, { answer, name: '' }, SITE, context)).toMatchObject(REFUSED);

    const begun = await beginRegistration(session, SITE, context);
    if (!begun.ok) throw new Error(begun.message);
    const soft = softAuthenticator(session.actor.id);
    const other = await newPerson('administrator');
    const theirs = { answer: soft.create(how(begun.value.challenge)), name: 'Not theirs' };
    expect(await finishRegistration(other.session, theirs, SITE, context)).toMatchObject(REFUSED);
    wait(5 * 60 + 1);
    expect(await finishRegistration(session, theirs, SITE, context)).toMatchObject(REFUSED);
    expect(await listPasskeys(session.actor, context)).toHaveLength(1);
  });

  it('is refused where no recovery codes stand beside it', async () => {
    const { session } = await newPerson('archivist');
    expect(await beginRegistration(session, SITE, context)).toMatchObject({ reason: 'second-factor-first' });
  });

  it('keeps nobody’s credential as somebody else’s', async () => {
    const { soft } = await withPasskey();
    const thief = await newPerson('administrator');
    expect((await register(thief.session, {}, soft)).done).toMatchObject(REFUSED);
  });
});

describe('signing in with a passkey', () => {
  it('opens the desk at once, as its owner, and for nobody who asks first', async () => {
    const { user, soft } = await withPasskey();
    const { entered } = await use(soft);
    if (!entered.ok) throw new Error(entered.message);
    const { sessionId } = entered.value;
    expect(await findCurrentSession(sessionId, context)).toMatchObject({ actor: { id: user.id } });
    expect(await beginPasskeySignIn(SITE, context)).toMatchObject({
      allowCredentials: [],
      userVerification: 'required',
    });
  });

  it.each([
    ['another site', { origin: 'https://elsewhere.example' }],
    ['a site in our name’s shade', { origin: 'https://archive.example.elsewhere.example' }],
    ['another port of our machine', { origin: 'https://archive.example' }],
    ['another relying party', { rpId: 'elsewhere.example' }],
    ['a device that did not look who holds it', { verified: false }],
    ['a question that was never asked', { challenge: Buffer.alloc(32).toString('base64url') }],
  ])('is refused from %s', async (_, bent) => {
    const { soft } = await anybody();
    expect((await use(soft, bent)).entered).toMatchObject(REFUSED);
  });

  it('takes an answer once, also when it is sent twenty times at once, and for five minutes', async () => {
    const { soft } = await anybody();
    const { challenge } = await beginPasskeySignIn(SITE, context);
    const answer = soft.get(how(challenge));
    const all = await Promise.all(Array.from({ length: 20 }, () => signInWithPasskey(answer, SITE, context)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);

    const late = await beginPasskeySignIn(SITE, context);
    wait(5 * 60 + 1);
    expect(await signInWithPasskey(soft.get(how(late.challenge)), SITE, context)).toMatchObject(REFUSED);
    await beginPasskeySignIn(SITE, context);
    expect(await context.db.passkeyChallenge.count({ where: { expiresAt: { lte: now } } })).toBe(0);
  });

  it('takes no question of a registration, and for a registration none of a sign-in', async () => {
    const { session, soft } = await anybody();
    const begun = await beginRegistration(session, SITE, context);
    if (!begun.ok) throw new Error(begun.message);
    expect(await signInWithPasskey(soft.get(how(begun.value.challenge)), SITE, context)).toMatchObject(
      REFUSED,
    );
    const { challenge } = await beginPasskeySignIn(SITE, context);
    const answer = softAuthenticator(session.actor.id).create(how(challenge));
    expect(await finishRegistration(session, { answer, name: '' }, SITE, context)).toMatchObject(REFUSED);
  });

  it('is refused with a signature that is another’s, or that says it was made for another', async () => {
    const [mine, theirs] = [await anybody(), await withPasskey('administrator')];
    const { challenge } = await beginPasskeySignIn(SITE, context);
    const forged = {
      ...JSON.parse(mine.soft.get(how(challenge))),
      id: theirs.soft.id,
      rawId: theirs.soft.id,
    };
    expect(await signInWithPasskey(JSON.stringify(forged), SITE, context)).toMatchObject(REFUSED);
    const again = await beginPasskeySignIn(SITE, context);
    const handed = JSON.parse(mine.soft.get(how(again.challenge)));
    handed.response.userHandle = Buffer.from(theirs.user.id).toString('base64url');
    expect(await signInWithPasskey(JSON.stringify(handed), SITE, context)).toMatchObject(REFUSED);
    for (const nothing of ['', '{}', 'null', '[1]', '"x"']) {
      expect(await signInWithPasskey(nothing, SITE, context)).toMatchObject(REFUSED);
    }
  });

  it('is refused of a device that counts backwards, or twice the same, and the log says so', async () => {
    const { user, soft } = await withPasskey();
    expect((await use(soft, { counter: 5 })).entered.ok).toBe(true);
    expect((await use(soft, { counter: 5 })).entered).toMatchObject(REFUSED);
    expect((await use(soft, { counter: 0 })).entered).toMatchObject(REFUSED);
    expect((await use(soft, { counter: 6 })).entered.ok).toBe(true);
    expect((await changesOf(user.id)).filter((one) => one === 'passkey-copied')).toHaveLength(2);
  });

  it('is refused of a disabled account, and taken again once it is open', async () => {
    const { user, soft } = await withPasskey();
    await disableUser(OPERATOR, user.name, context);
    expect((await use(soft)).entered).toMatchObject(REFUSED);
    await enableUser(OPERATOR, user.name, context);
    expect((await use(soft)).entered.ok).toBe(true);
  });
});

describe('one’s passkeys', () => {
  it('are named and taken away by their owner alone, and what is taken away opens nothing', async () => {
    const { user, session, soft } = await withPasskey();
    const stranger = await newPerson('administrator');
    const id = soft.id;
    const theirs: UserActor = stranger.session.actor;
    expect(await namePasskey(theirs, { id, name: 'Mine' }, context)).toMatchObject({
      reason: 'no-such-passkey',
    });
    expect(await removePasskey(stranger.session, id, context)).toMatchObject({ reason: 'no-such-passkey' });

    const { entered } = await use(soft);
    if (!entered.ok) throw new Error(entered.message);
    expect((await namePasskey(session.actor, { id, name: '  Old\n phone ' }, context)).ok).toBe(true);
    expect(await listPasskeys(session.actor, context)).toMatchObject([
      { id, name: 'Old phone', lastUsedAt: now },
    ]);
    expect((await removePasskey(session, id, context)).ok).toBe(true);
    expect((await use(soft)).entered).toMatchObject(REFUSED);
    expect(await findCurrentSession(entered.value.sessionId, context)).toBeNull();
    expect(await changesOf(user.id)).toEqual([
      'created',
      'second-factor-set',
      'passkey-added',
      'passkey-named',
      'passkey-removed',
    ]);
  });

  it('are never the last way in: without them the password and a code still open the desk', async () => {
    const { user, session, soft } = await withPasskey('administrator');
    await removePasskey(session, soft.id, context);
    expect(await readSecondFactor(session.actor, context)).not.toBeNull();
    expect((await enter(user)).actor.id).toBe(user.id);
  });

  it.each([
    ['the second factor', clearSecondFactor],
    ['the password', resetPassword],
  ])('go when an administrator resets %s', async (_, reset) => {
    const { user, soft } = await withPasskey();
    const administrator = await newPerson('administrator');
    expect((await reset(administrator.session.actor, user.name, context)).ok).toBe(true);
    expect((await use(soft)).entered).toMatchObject(REFUSED);
  });

  it('never let a password alone in', async () => {
    const { user } = await withPasskey();
    const entered = await signIn({ name: user.name, password: user.password, from: 'here' }, context);
    if (!entered.ok) throw new Error(entered.message);
    expect(await findCurrentSession(entered.value.sessionId, context)).toBeNull();
    expect(await findPendingSession(entered.value.sessionId, context)).toMatchObject({ enrolled: true });
  });
});
