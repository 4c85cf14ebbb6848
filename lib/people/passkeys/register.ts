import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { recordAccountChange } from '../record-account-change';
import { findSecondFactor } from '../second-factor/store';
import { type CurrentSession, findCurrentSession } from '../sessions';
import { lockUsers } from '../store';
import { CHALLENGE_LENGTH, makeChallenge, useChallenge } from './challenge';
import { readPasskeyName } from './manage';
import { type PasskeySite, WRONG_PASSKEY } from './site';
import { findPasskey, insertPasskey, listPasskeyRows } from './store';

/** More than anybody has devices; each is one more thing that opens the desk. */
const AT_MOST = 10;

/**
 * What a browser must be given so that it makes a passkey for this session's person (WebAuthn Level 3,
 * 5.4): one that the device keeps and shows only after it has made sure who holds it. Refuses
 * `second-factor-first` where there are no recovery codes yet for when the device is lost.
 */
export async function beginRegistration(
  session: CurrentSession,
  site: PasskeySite,
  context: Context,
): Promise<Result<PublicKeyCredentialCreationOptionsJSON, Refused>> {
  const { actor } = session;
  const able = await mayRegister(context.db, actor.id);
  if (!able.ok) return able;
  const own = await listPasskeyRows(context.db, actor.id);
  const options = await generateRegistrationOptions({
    rpName: `Sawt ${site.id}`,
    rpID: site.id,
    userName: actor.name,
    userID: new Uint8Array(Buffer.from(actor.id)),
    challenge: new Uint8Array(Buffer.from(await makeChallenge(session.id, context), 'base64url')),
    timeout: CHALLENGE_LENGTH,
    // Which make of device it is, is nobody's business: it could tell curators apart.
    attestationType: 'none',
    excludeCredentials: own.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { ok: true, value: options };
}

const registrationAnswer = z.object({
  id: z.string().max(2_000),
  rawId: z.string().max(2_000),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: z.string().max(10_000),
    attestationObject: z.string().max(20_000),
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
});

/**
 * Registers the passkey that a browser made, as `answer` says (JSON), under the owner's own `name`.
 * Refuses `wrong-passkey` where it is no answer to this session's own question, comes from another site,
 * or the device did not make sure who held it.
 */
export async function finishRegistration(
  session: CurrentSession,
  input: { answer: string; name: string },
  site: PasskeySite,
  context: Context,
): Promise<Result<undefined, Refused>> {
  const wrong = refuse('wrong-passkey', WRONG_PASSKEY);
  const answer = readAnswer(registrationAnswer, input.answer);
  if (answer === null) return wrong;
  const challenge = await useChallenge(answer.response.clientDataJSON, session.id, context);
  if (challenge === null) return wrong;
  const verified = await verifyRegistrationResponse({
    response: { ...answer, clientExtensionResults: {} } as Parameters<
      typeof verifyRegistrationResponse
    >[0]['response'],
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    // The library throws whatever is wrong with an answer.
  }).catch(() => null);
  if (!verified?.verified) return wrong;
  const { credential } = verified.registrationInfo;
  const userId = session.actor.id;
  return inTransaction(context.db, async (tx) => {
    await lockUsers(tx);
    // Asked again under the lock: an administrator may have ended this very session meanwhile.
    if ((await findCurrentSession(session.id, { ...context, db: tx })) === null) {
      return wrong;
    }
    const able = await mayRegister(tx, userId);
    if (!able.ok) return able;
    if ((await findPasskey(tx, credential.id)) !== null) return wrong;
    await insertPasskey(tx, {
      id: credential.id,
      userId,
      publicKey: credential.publicKey,
      counter: BigInt(credential.counter),
      transports: answer.response.transports,
      name: readPasskeyName(input.name),
      createdAt: context.clock(),
    });
    await recordAccountChange(tx, session.actor, userId, { change: 'passkey-added' }, context.random);
    return { ok: true, value: undefined };
  });
}

/** Reads a browser's answer from JSON; null where it is none. */
export function readAnswer<Answer>(shape: z.ZodType<Answer>, raw: string): Answer | null {
  try {
    return shape.safeParse(JSON.parse(raw)).data ?? null;
  } catch {
    return null;
  }
}

async function mayRegister(
  db: Parameters<typeof findSecondFactor>[0],
  userId: string,
): Promise<Result<undefined, Refused>> {
  if ((await findSecondFactor(db, userId)) === null) {
    return refuse('second-factor-first', 'First set up a code of an app, with recovery codes.');
  }
  const own = await listPasskeyRows(db, userId);
  if (own.length >= AT_MOST) return refuse('too-many-passkeys', `There are ${AT_MOST} passkeys already.`);
  return { ok: true, value: undefined };
}
