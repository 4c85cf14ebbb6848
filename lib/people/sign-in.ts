import { createHash } from 'node:crypto';
import type { UserActor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Result, refuse } from '@/lib/result';
import { verifyPassword } from './password';
import { readSignInName } from './sign-in-name';
import { countTry, findUserById, findUserByName, forgetTries, insertSession } from './store';

/** How long a session lasts, in milliseconds: a working day, whatever is done in it. */
export const SESSION_LENGTH = 12 * 60 * 60 * 1000;

export interface SignInInput {
  name: string;
  password: string;
  /** Whence it comes, as something that names nobody (a keyed hash): tries from one place wait in line. */
  from: string;
}

/** What signing in needs of the world besides the context. */
export interface Patience {
  sleep: (milliseconds: number) => Promise<void>;
}
export const PATIENCE: Patience = {
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

// Tries for one name from one place, one after another; more than this wait for nothing.
const WAITING_AT_MOST = 8;
const lines = new Map<string, { waiting: number; last: Promise<unknown> }>();

/**
 * Signs a person in and opens a session. A wrong password, a name that nobody has and a disabled
 * account get one answer after one time. After three bad tries each waits longer, up to five seconds,
 * and nobody is ever locked out: else whoever knows a curator's name could keep the curator out.
 */
export async function signIn(
  input: SignInInput,
  context: Context,
  patience: Patience = PATIENCE,
): Promise<
  Result<
    { sessionId: string; actor: UserActor; expiresAt: Date },
    { reason: 'wrong-sign-in' | 'too-many-tries'; message: string }
  >
> {
  const name = input.name.slice(0, 200).normalize('NFKC').trim().toLowerCase();
  const bucket = bucketOf(name);
  const attempt = await inLine(`${bucket} ${input.from}`, async () => {
    const tries = await countTry(context.db, bucket, context.clock());
    await patience.sleep(delayBefore(tries));
    return check(name, input.password, bucket, context);
  });
  return attempt ?? refuse('too-many-tries', 'Too many sign-ins at once: wait a moment, then try again.');
}

/** How long the n-th try in a row waits, in milliseconds. */
export function delayBefore(tries: number): number {
  return tries <= 3 ? 0 : Math.min(250 * 2 ** (tries - 4), 5_000);
}

async function check(name: string, password: string, bucket: number, context: Context) {
  const read = readSignInName(name);
  const user = read.ok ? await findUserByName(context.db, read.value) : null;
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  const wrong = refuse('wrong-sign-in', 'The name and the password do not belong together.');
  if (!user || !right) return wrong;
  return inTransaction(context.db, async (tx) => {
    // Asked again, now that the time has passed: disabled or reset in the meantime counts.
    const still = await findUserById(tx, user.id);
    if (!still || still.disabled || still.passwordHash !== user.passwordHash) return wrong;
    const now = context.clock();
    const expiresAt = new Date(now.getTime() + SESSION_LENGTH);
    const { id } = await insertSession(tx, { userId: user.id, createdAt: now, expiresAt });
    await forgetTries(tx, bucket);
    const actor: UserActor = { type: 'user', id: user.id, name: still.name, role: still.role };
    return { ok: true as const, value: { sessionId: id, actor, expiresAt } };
  });
}

// 16 bits: enough that two people rarely share a delay, too few to tell which name was tried. People
// type passwords into the wrong field, and those must not be found again.
function bucketOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt16BE(0);
}

// Without the line a guesser would send a thousand tries at once, each waiting out the same delay.
async function inLine<Value>(key: string, work: () => Promise<Value>): Promise<Value | null> {
  const line = lines.get(key) ?? { waiting: 0, last: Promise.resolve() };
  if (line.waiting >= WAITING_AT_MOST) return null;
  line.waiting += 1;
  lines.set(key, line);
  const turn = line.last.then(work, work);
  line.last = turn.catch(() => {});
  try {
    return await turn;
  } finally {
    line.waiting -= 1;
    if (line.waiting === 0) lines.delete(key);
  }
}
