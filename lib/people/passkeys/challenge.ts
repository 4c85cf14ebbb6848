import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '@/lib/context';
import { insertChallenge, takeChallenge } from './store';

/** How long an authenticator may take to answer, in milliseconds. */
export const CHALLENGE_LENGTH = 5 * 60 * 1000;

/**
 * A new challenge in base64url: 32 bytes that nobody can guess (WebAuthn Level 3, 13.4.3 asks for 16 at
 * least), kept as a digest until it is answered or has run out. `sessionId` is the session in which a
 * passkey is registered, null for signing in: a challenge given for one serves for no other.
 */
export async function makeChallenge(sessionId: string | null, context: Context): Promise<string> {
  const challenge = Buffer.from(context.random(32)).toString('base64url');
  const now = context.clock();
  const expiresAt = new Date(now.getTime() + CHALLENGE_LENGTH);
  await insertChallenge(context.db, { digest: digestOf(challenge), sessionId, expiresAt }, now);
  return challenge;
}

/**
 * Takes the challenge that an authenticator's answer names, for its one use; null where we did not give
 * it, it was used, or it has run out. It is gone also when the answer then proves false, so that nobody
 * tries many answers on one.
 */
export async function useChallenge(
  clientDataJSON: string,
  sessionId: string | null,
  context: Context,
): Promise<string | null> {
  const challenge = namedChallenge(clientDataJSON);
  if (challenge === null) return null;
  const taken = await takeChallenge(context.db, digestOf(challenge), sessionId, context.clock());
  return taken ? challenge : null;
}

const clientData = z.object({ challenge: z.string().max(200) });

function namedChallenge(clientDataJSON: string): string | null {
  try {
    const read = clientData.safeParse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')));
    return read.success ? read.data.challenge : null;
  } catch {
    return null;
  }
}

function digestOf(challenge: string): string {
  return createHash('sha256').update(challenge).digest('hex');
}
