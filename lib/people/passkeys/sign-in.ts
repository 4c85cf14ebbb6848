import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { UserActor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Result, refuse } from '@/lib/result';
import { recordAccountChange } from '../record-account-change';
import { SESSION_LENGTH } from '../sign-in';
import { findUserById, insertSession, lockUsers } from '../store';
import { CHALLENGE_LENGTH, makeChallenge, useChallenge } from './challenge';
import { readAnswer } from './register';
import { type PasskeySite, WRONG_PASSKEY } from './site';
import { countUse, findPasskey, lockPasskey } from './store';

/**
 * What a browser must be given so that it asks for a passkey of this site (WebAuthn Level 3, 5.5). It
 * names no account and no credential: whoever asks learns of nobody.
 */
export async function beginPasskeySignIn(
  site: PasskeySite,
  context: Context,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: site.id,
    challenge: new Uint8Array(Buffer.from(await makeChallenge(null, context), 'base64url')),
    timeout: CHALLENGE_LENGTH,
    userVerification: 'required',
    allowCredentials: [],
  });
}

const signInAnswer = z.object({
  id: z.string().max(2_000),
  rawId: z.string().max(2_000),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: z.string().max(10_000),
    authenticatorData: z.string().max(10_000),
    signature: z.string().max(10_000),
    userHandle: z.string().max(200).optional(),
  }),
});

/**
 * Signs in whoever's passkey answered, and opens a session in which the second factor counts as shown:
 * the device is one factor, and that it made sure who held it (required, and checked in what it signed)
 * is the other (decision 14). Refuses `wrong-passkey` for any fault alike: a challenge that is used or has
 * run out, another site's, a passkey that is revoked, a disabled account, and a device that counts
 * backwards, which is then in two places and said so in the log (WebAuthn Level 3, 6.1.1).
 */
export async function signInWithPasskey(
  rawAnswer: string,
  site: PasskeySite,
  context: Context,
): Promise<
  Result<{ sessionId: string; userId: string; expiresAt: Date }, { reason: 'wrong-passkey'; message: string }>
> {
  const wrong = refuse('wrong-passkey', WRONG_PASSKEY);
  const answer = readAnswer(signInAnswer, rawAnswer);
  if (answer === null) return wrong;
  const challenge = await useChallenge(answer.response.clientDataJSON, null, context);
  const known = challenge && (await findPasskey(context.db, answer.id));
  if (!known) return wrong;
  const { id, publicKey } = known;
  const verified = await verifyAuthenticationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    // The counter is judged below, after the signature and under a lock.
    credential: { id, publicKey, counter: 0 },
    requireUserVerification: true,
    // The library throws whatever is wrong with an answer.
  }).catch(() => null);
  if (!verified?.verified || !isOf(known.userId, answer.response.userHandle)) return wrong;
  const counter = BigInt(verified.authenticationInfo.newCounter);
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    const passkey = await lockPasskey(tx, id);
    const user = passkey && (await findUserById(tx, passkey.userId));
    if (!user || user.disabled) return wrong;
    if ((counter > 0n || passkey.counter > 0n) && counter <= passkey.counter) {
      const actor: UserActor = { type: 'user', id: user.id, name: user.name, role: user.role };
      await recordAccountChange(tx, actor, user.id, { change: 'passkey-copied' }, context.random);
      return wrong;
    }
    const now = context.clock();
    const expiresAt = new Date(now.getTime() + SESSION_LENGTH);
    await countUse(tx, id, counter, now);
    const session = { userId: user.id, createdAt: now, expiresAt, secondAt: now };
    const { id: sessionId } = await insertSession(tx, session);
    return { ok: true, value: { sessionId, userId: user.id, expiresAt } };
  });
}

// The device says for whom it made the passkey: it must be the person whom we know it of.
function isOf(userId: string, userHandle: string | undefined): boolean {
  return userHandle === undefined || Buffer.from(userHandle, 'base64url').toString('utf8') === userId;
}
