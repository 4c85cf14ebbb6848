import { createHmac } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { archive } from './archive';

interface Authenticator {
  /** In base 32, as the page shows it. */
  secret: string;
  /** Recovery codes that were not used yet. */
  recovery: string[];
  /** The newest step whose code was shown. */
  lastStep: number;
}

/**
 * The phones of the journeys' people: what was read from the pages, kept beside the archive's data so
 * that a journey which begins anew after a failure still has them.
 */
const file = () => path.join(archive().dataDir, 'journeys-authenticators.json');

async function readAll(): Promise<Record<string, Authenticator>> {
  return JSON.parse(await readFile(file(), 'utf8').catch(() => '{}')) as Record<string, Authenticator>;
}

/** Remembers what the page that sets up a second factor showed. */
export async function keepAuthenticator(name: string, shown: Omit<Authenticator, 'lastStep'>): Promise<void> {
  await writeFile(file(), JSON.stringify({ ...(await readAll()), [name]: { ...shown, lastStep: 0 } }));
}

/** The next thing to show for this person: a code of a step not used yet, else a recovery code. */
export async function nextAnswer(name: string): Promise<{ is: 'code' | 'recovery'; value: string }> {
  const all = await readAll();
  const own = all[name];
  if (!own) throw new Error(`${name} has set up no second factor in these journeys`);
  const present = () => Math.floor(Date.now() / 30_000);
  // A step may be one early or late, so that three sign-ins fit into a half-minute.
  const step = Math.max(own.lastStep + 1, present() - 1);
  const recovery = step > present() + 1 ? own.recovery.pop() : undefined;
  if (recovery === undefined) {
    own.lastStep = step;
    while (step > present() + 1) await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await writeFile(file(), JSON.stringify(all));
  return recovery === undefined
    ? { is: 'code', value: codeAt(own.secret, step) }
    : { is: 'recovery', value: recovery };
}

/** A recovery code of this person that was not used yet. */
export async function takeRecoveryCode(name: string): Promise<string> {
  const all = await readAll();
  const code = all[name]?.recovery.pop();
  if (code === undefined) throw new Error(`${name} has no recovery code left in these journeys`);
  await writeFile(file(), JSON.stringify(all));
  return code;
}

/**
 * The code of six digits at a step of half a minute, for a secret in base 32. A second reading of RFC 6238
 * and RFC 4226 than the archive's own, which it is held against here.
 */
export function codeAt(secret: string, step: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const message = Buffer.from(step.toString(16).padStart(16, '0'), 'hex');
  const mac = createHmac('sha1', key).update(message).digest('hex');
  const from = Number.parseInt(mac.slice(-1), 16) * 2;
  const number = Number.parseInt(mac.slice(from, from + 8), 16) % 2 ** 31;
  return String(number % 1_000_000).padStart(6, '0');
}
