import { type Actor, publicRole } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import type { Json } from './canonical-json';
import { commitTo, SALT_BYTES } from './commitment';
import { refusePersonalData } from './entry';
import type { CustodyEventType, CustodySubjectKind } from './event-types';

export type { CustodyEventType } from './event-types';

export interface NewCustodyEvent {
  type: CustodyEventType;
  /** Never a name, nor a slug made of one: the ledger cannot forget. Users by id. */
  subject: { kind: CustodySubjectKind; key: string };
  /** Classes, days and counts. Never a person, a word of the record, or a plain hash of one. */
  body: { readonly [name: string]: Json };
  /** Whether readers may see the whole entry; the log shows others as their leaf hash. */
  public: boolean;
  /**
   * Field name → the exact bytes to commit to; kept as salted commitments, never as they are.
   * For `published` and `redacted`: `form`, the public form in canonical JSON, beside `version` in the
   * body: by these two, readers and the verifier tie a form to its entry.
   */
  commit?: Record<string, string | Uint8Array>;
}

/**
 * Writes one custody event into the caller's transaction, so that no change of state goes without
 * it. Gives the event's id. Numbering and chaining is the sequencer's work, later. Throws when the
 * body holds what an entry must never hold: it could not be erased.
 */
export async function recordEvent(
  tx: Tx,
  actor: Actor,
  event: NewCustodyEvent,
  random: Context['random'],
): Promise<string> {
  const commitments = Object.entries(event.commit ?? {}).map(([field, value]) =>
    makeCommitment(field, event.subject.key, value, random),
  );
  return writeEvent(tx, actor, event, commitments);
}

/** A commitment with its salt, on its way into the database. */
export interface Commitment {
  field: string;
  /** Whose erasure destroys the salt. */
  subjectKey: string;
  commitment: Uint8Array<ArrayBuffer>;
  salt: Uint8Array<ArrayBuffer>;
}

export function makeCommitment(
  field: string,
  subjectKey: string,
  value: string | Uint8Array,
  random: Context['random'],
): Commitment {
  const salt = Uint8Array.from(random(SALT_BYTES));
  return { field, subjectKey, salt, commitment: Uint8Array.from(commitTo(field, value, salt)) };
}

/** Inserts the event, who acted, and the salts. `apart` are committed to by a root in the body alone. */
export async function writeEvent(
  tx: Tx,
  actor: Actor,
  event: Omit<NewCustodyEvent, 'commit'>,
  commitments: Commitment[],
  apart: Commitment[] = [],
): Promise<string> {
  refusePersonalData(event.body);
  const { id } = await tx.custodyEvent.create({
    data: {
      type: event.type,
      subjectKind: event.subject.kind,
      subjectKey: event.subject.key,
      role: publicRole(actor),
      public: event.public,
      body: event.body,
      commitments: Object.fromEntries(
        commitments.map(({ field, commitment }) => [field, Buffer.from(commitment).toString('hex')]),
      ),
    },
    select: { id: true },
  });
  await tx.custodyActor.create({
    data: {
      eventId: id,
      userId: actor.type === 'user' ? actor.id : null,
      name: actor.type === 'public' ? 'public' : actor.name,
    },
  });
  const salts = [...commitments, ...apart].map((commitment) => ({ eventId: id, ...commitment }));
  for (let start = 0; start < salts.length; start += 1_000) {
    await tx.commitmentSalt.createMany({ data: salts.slice(start, start + 1_000) });
  }
  return id;
}
