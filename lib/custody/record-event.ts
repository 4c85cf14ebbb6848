import { createHmac } from 'node:crypto';
import { type Actor, publicRole } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

/** What a custody event can tell of. */
export type CustodyEventType =
  | 'founded'
  | 'received'
  | 'staged'
  | 'edited'
  | 'translated'
  | 'decided'
  | 'published'
  | 'redacted'
  | 'withdrawn'
  | 'restored'
  | 'erased'
  | 'exported'
  | 'checked'
  | 'user-changed';

export interface NewCustodyEvent {
  type: CustodyEventType;
  subject: {
    kind: 'archive' | 'accession' | 'item' | 'testimony' | 'authority' | 'relation' | 'user';
    key: string;
  };
  /** Classes, days and counts. Never a person, a word of the record, or a plain hash of one. */
  body: Prisma.InputJsonObject;
  /** Whether readers may see the whole entry; the log shows others as their leaf hash. */
  public: boolean;
  /** Field name → the exact bytes to commit to; kept as salted commitments, never as they are. */
  commit?: Record<string, string | Uint8Array>;
}

/**
 * Writes one custody event into the caller's transaction, so that no change of state goes without
 * it. Gives the event's id. Numbering and chaining is the sequencer's work, later.
 */
export async function recordEvent(
  tx: Tx,
  actor: Actor,
  event: NewCustodyEvent,
  random: Context['random'],
): Promise<string> {
  const salted = Object.entries(event.commit ?? {}).map(([field, content]) => {
    const salt = random(32);
    return { field, salt, commitment: createHmac('sha256', salt).update(content).digest() };
  });
  const { id } = await tx.custodyEvent.create({
    data: {
      type: event.type,
      subjectKind: event.subject.kind,
      subjectKey: event.subject.key,
      role: publicRole(actor),
      public: event.public,
      body: event.body,
      commitments: Object.fromEntries(
        salted.map(({ field, commitment }) => [field, commitment.toString('hex')]),
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
  if (salted.length > 0) {
    await tx.commitmentSalt.createMany({
      data: salted.map(({ field, salt, commitment }) => ({
        eventId: id,
        field,
        subjectKey: event.subject.key,
        commitment: Uint8Array.from(commitment),
        salt: Uint8Array.from(salt),
      })),
    });
  }
  return id;
}
