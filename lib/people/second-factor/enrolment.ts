import type { Context } from '@/lib/context';
import { derivedBytes } from './sealed-secret';
import { findSecondFactor, type SecondFactorRow } from './store';
import { TOTP } from './totp';

/** What somebody is shown who sets up a second factor; nothing of it counts before it is confirmed. */
export interface Enrolment {
  secret: Buffer;
  /** Ten codes for when the device is lost, each of use once. */
  codes: string[];
}

/** Whose second factor it is, in which of their sessions. */
export interface SessionOf {
  sessionId: string;
  userId: string;
}

/** What the page shows that sets a second factor up, or another one in its place. Changes nothing. */
export async function readEnrolment(of: SessionOf, key: string, context: Context): Promise<Enrolment> {
  const factor = await findSecondFactor(context.db, of.userId);
  return { secret: newSecret(of, factor, key), codes: newCodes(of, factor, key, 'with the device') };
}

/** The recovery codes that the page shows which renews them alone. Changes nothing. */
export async function readNewCodes(of: SessionOf, key: string, context: Context): Promise<string[]> {
  return newCodes(of, await findSecondFactor(context.db, of.userId), key, 'alone');
}

/**
 * The secret that this session would set up. It is derived, so that looking at a page stores nothing,
 * and derived from the session, so that nobody who signs in with the same password at the same time is
 * shown the same one. Once anything is confirmed, `factor` is another and so is the secret.
 */
export function newSecret(of: SessionOf, factor: SecondFactorRow | null, key: string): Buffer {
  return derivedBytes(`secret ${about(of, factor)}`, TOTP.secretBytes, key);
}

const CODES = 10;
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** The recovery codes that this session would set up, likewise: 75 bits each, in groups to copy by hand. */
export function newCodes(
  of: SessionOf,
  factor: SecondFactorRow | null,
  key: string,
  what: 'with the device' | 'alone',
): string[] {
  const bytes = derivedBytes(`codes ${what} ${about(of, factor)}`, CODES * 15, key);
  const letters = [...bytes].map((byte) => LETTERS[byte % 32]).join('');
  return Array.from({ length: CODES }, (_, n) => {
    const code = letters.slice(n * 15, n * 15 + 15);
    return `${code.slice(0, 5)}-${code.slice(5, 10)}-${code.slice(10)}`;
  });
}

/** A recovery code as it was typed, in the form that is digested: o is 0, i and l are 1. */
export function readRecoveryCode(raw: string): string {
  const plain = raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '');
  return plain.replaceAll('o', '0').replace(/[il]/g, '1');
}

function about({ sessionId, userId }: SessionOf, factor: SecondFactorRow | null): string {
  const before = factor && `${factor.sealed} ${factor.codesAt.toISOString()}`;
  return `${userId} ${sessionId} ${before ?? 'none'}`;
}
