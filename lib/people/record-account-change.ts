import type { Actor } from '@/lib/access/actor';
import type { Role } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';

export type AccountChange =
  | { change: 'created' | 'role'; role: Role }
  | { change: 'reset' | 'password' | 'disabled' | 'enabled' }
  | { change: 'second-factor-set' | 'second-factor-cleared' | 'recovery-codes' }
  | { change: 'passkey-added' | 'passkey-named' | 'passkey-removed' | 'passkey-copied' };

/** Writes a change of an account into the ledger: what changed and by which role, never whose name. */
export async function recordAccountChange(
  tx: Tx,
  actor: Actor,
  userId: string,
  change: AccountChange,
  random: Context['random'],
): Promise<void> {
  await recordEvent(
    tx,
    actor,
    { type: 'user-changed', subject: { kind: 'user', key: userId }, body: { ...change }, public: false },
    random,
  );
}
