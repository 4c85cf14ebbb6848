import type pg from 'pg';
import { type Actor, publicRole } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { CopyRows } from '@/lib/db/copy-rows';
import { sendRows } from '@/lib/db/send-rows';
import { commitTo, SALT_BYTES } from './commitment';
import { refusePersonalData } from './entry';
import { EMPTY_ROOT, type Hash, leafHash, nodeHash } from './merkle';
import { type Commitment, makeCommitment, type NewCustodyEvent } from './record-event';

/** Not a pool: COPY and the change that it belongs to need one connection. */
type Client = pg.ClientBase;
type NewEvent = NewCustodyEvent & { id: string };

/**
 * Writes one event for a whole batch of archived originals, on the connection and in the transaction
 * that inserts them: its body gets `count` and `root`, the Merkle head over the items' salted
 * commitments in the order given. Each item keeps a salt of its own under its id, so that one can be
 * erased and the root still be recomputed.
 */
export async function recordBatch(
  client: Client,
  actor: Actor,
  event: Omit<NewEvent, 'commit'>,
  items: readonly { id: string; bytes: Uint8Array }[],
  random: Context['random'],
): Promise<void> {
  // Drawn at once: asking the system for each salt's 32 bytes costs more than committing to a record.
  const salts = Uint8Array.from(random(SALT_BYTES * items.length));
  const commitments = items.map(({ id, bytes }, index): Commitment => {
    const field = `original/${index + 1}`;
    const salt = salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES);
    return { field, subjectKey: id, salt, commitment: commitTo(field, bytes, salt) };
  });
  const root = Buffer.from(batchRoot(commitments.map(({ commitment }) => commitment))).toString('hex');
  await writeEventOn(
    client,
    actor,
    { ...event, body: { ...event.body, count: items.length, root } },
    [],
    commitments,
  );
}

/** `recordEvent` for a change that is written without Prisma: on the connection of that change. */
export async function recordEventOn(
  client: Client,
  actor: Actor,
  event: NewEvent,
  random: Context['random'],
): Promise<void> {
  const commitments = Object.entries(event.commit ?? {}).map(([field, value]) =>
    makeCommitment(field, event.subject.key, value, random),
  );
  await writeEventOn(client, actor, event, commitments);
}

async function writeEventOn(
  client: Client,
  actor: Actor,
  event: Omit<NewEvent, 'commit'>,
  commitments: readonly Commitment[],
  apart: readonly Commitment[] = [],
): Promise<void> {
  refusePersonalData(event.body);
  await client.query(
    `INSERT INTO custody_event (id, type, subject_kind, subject_key, role, body, public, commitments)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      event.id,
      event.type,
      event.subject.kind,
      event.subject.key,
      publicRole(actor),
      event.body,
      event.public,
      Object.fromEntries(
        commitments.map(({ field, commitment }) => [field, Buffer.from(commitment).toString('hex')]),
      ),
    ],
  );
  await client.query('INSERT INTO custody_actor (event_id, user_id, name) VALUES ($1, $2, $3)', [
    event.id,
    actor.type === 'user' ? actor.id : null,
    actor.type === 'public' ? 'public' : actor.name,
  ]);
  const rows = new CopyRows('commitment_salt', ['event_id', 'field', 'subject_key', 'commitment', 'salt']);
  for (const { field, subjectKey, commitment, salt } of [...commitments, ...apart]) {
    rows.row().uuid(event.id).text(field).text(subjectKey).bytes(commitment).bytes(salt);
  }
  await sendRows(client, [rows]);
}

/** The Merkle head (RFC 6962) over a batch's commitments, in order. */
export function batchRoot(commitments: readonly Uint8Array[]): Hash {
  let hashes = commitments.map(leafHash);
  if (hashes.length === 0) return EMPTY_ROOT;
  // Two by two; one that is left over rises as it is, which is how the RFC divides a tree.
  while (hashes.length > 1) {
    const above: Hash[] = [];
    for (let at = 0; at < hashes.length; at += 2) {
      const [left, right] = [hashes[at]!, hashes[at + 1]];
      above.push(right === undefined ? left : nodeHash(left, right));
    }
    hashes = above;
  }
  return hashes[0]!;
}
