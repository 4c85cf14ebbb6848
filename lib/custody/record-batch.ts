import type { Actor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { type Coordinate, completedBy, type Hash, headOf, leafHash } from './merkle';
import { makeCommitment, type NewCustodyEvent, writeEvent } from './record-event';

/**
 * Writes one event for a whole batch of archived originals into the caller's transaction: its body
 * gets `count` and `root`, the Merkle head over the items' salted commitments in the order given. Each
 * item keeps a salt of its own under its id, so that one can be erased and the root still be
 * recomputed. Gives the event's id.
 */
export async function recordBatch(
  tx: Tx,
  actor: Actor,
  event: Omit<NewCustodyEvent, 'commit'>,
  items: readonly { id: string; bytes: Uint8Array }[],
  random: Context['random'],
): Promise<string> {
  const commitments = items.map(({ id, bytes }, index) =>
    makeCommitment(`original/${index + 1}`, id, bytes, random),
  );
  const root = batchRoot(commitments.map(({ commitment }) => commitment));
  const body = { ...event.body, count: items.length, root: Buffer.from(root).toString('hex') };
  return writeEvent(tx, actor, { ...event, body }, [], commitments);
}

/** The Merkle head (RFC 6962) over a batch's commitments, in order. */
export function batchRoot(commitments: readonly Uint8Array[]): Hash {
  const nodes = new Map<string, Hash>();
  const read = ({ level, index }: Coordinate) => nodes.get(`${level}/${index}`)!;
  commitments.forEach((commitment, position) => {
    for (const { level, index, hash } of completedBy(position, leafHash(commitment), read)) {
      nodes.set(`${level}/${index}`, hash);
    }
  });
  return headOf({ start: 0, end: commitments.length }, read);
}
