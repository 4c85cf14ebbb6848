import type { Context } from '@/lib/context';
import { readEnrolment } from '../second-factor/enrolment';
import { enterCode } from '../second-factor/enter-code';
import { setUpAtSignIn } from '../second-factor/set-up';
import { totpCode, totpStep } from '../second-factor/totp';
import { findPendingSession } from '../sessions';

/** The server's secret in tests. */
export const TEST_KEY = 'a key of the server, of some length';

const codes = new Map<string, string[]>();

/** Does after `signIn` what a person does: sets the second factor up the first time, then shows a code. */
export async function showSecondFactor(sessionId: string, context: Context): Promise<void> {
  const pending = await findPendingSession(sessionId, context);
  if (!pending) return;
  const { userId } = pending;
  if (!pending.enrolled) {
    const enrolment = await readEnrolment({ sessionId, userId }, TEST_KEY, context);
    codes.set(userId, enrolment.codes);
    const code = totpCode(enrolment.secret, totpStep(context.clock()));
    const set = await setUpAtSignIn(sessionId, code, TEST_KEY, context);
    if (!set.ok) throw new Error(set.message);
    return;
  }
  const recovery = codes.get(userId)?.pop() ?? '';
  const entered = await enterCode({ sessionId, recovery }, 'here', TEST_KEY, context);
  if (!entered.ok) throw new Error(entered.message);
}
