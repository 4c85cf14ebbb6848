import type pg from 'pg';
import { type Actor, publicRole } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { refusePersonalData } from './entry';
import { type Coordinate, completedBy, type Hash, headOf, leafHash } from './merkle';
import { type Commitment, makeCommitment, type NewCustodyEvent } from './record-event';

/**
 * Writes one event for a whole batch of archived originals, on the connection and in the transaction
 * that inserts them: its body gets `count` and `root`, the Merkle head over the items' salted
 * commitments in the order given. Each item keeps a salt of its own under its id, so that one can be
 * erased and the root still be recomputed.
 */
export async function recordBatch(
  client: Pick<pg.ClientBase, 'query'>,
  actor: Actor,
  event: Omit<NewCustodyEvent, 'commit'> & { id: string },
  items: readonly { id: string; bytes: Uint8Array }[],
  random: Context['random'],
): Promise<void> {
  const commitments = items.map(({ id, bytes }, index) =>
    makeCommitment(`original/${index + 1}`, id, bytes, random),
  );
  const root = Buffer.from(batchRoot(commitments.map(({ commitment }) => commitment))).toString('hex');
  const body = { ...event.body, count: items.length, root };
  refusePersonalData(body);
  await client.query(
    `INSERT INTO custody_event (id, type, subject_kind, subject_key, role, body, public)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [event.id, event.type, event.subject.kind, event.subject.key, publicRole(actor), body, event.public],
  );
  await client.query('INSERT INTO custody_actor (event_id, user_id, name) VALUES ($1, $2, $3)', [
    event.id,
    actor.type === 'user' ? actor.id : null,
    actor.type === 'public' ? 'public' : actor.name,
  ]);
  await insertCommitments(client, event.id, commitments);
}

// As arrays: one statement for a batch, whatever its size.
async function insertCommitments(
  client: Pick<pg.ClientBase, 'query'>,
  eventId: string,
  commitments: readonly Commitment[],
): Promise<void> {
  await client.query(
    `INSERT INTO commitment_salt (event_id, field, subject_key, commitment, salt)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bytea[], $5::bytea[])`,
    [
      eventId,
      commitments.map(({ field }) => field),
      commitments.map(({ subjectKey }) => subjectKey),
      commitments.map(({ commitment }) => Buffer.from(commitment)),
      commitments.map(({ salt }) => Buffer.from(salt)),
    ],
  );
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
