import type { Actor } from '@/lib/access/actor';
import type { Grant } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import { ok, type Result, refuse } from '@/lib/result';
import { closeAccession } from './store';

/** What was taken out of the queue, and what of the accession is public. */
export interface QueueCleared {
  /** Items that no longer wait. */
  withdrawn: number;
  /** References of the accession's published testimonies. */
  published: string[];
}

/**
 * Takes a whole accession out of the queue, in the caller's transaction: what waits, was returned or is
 * quarantined waits no more. Its history and originals stay, and the same file can be imported again.
 * Harmless a second time. Refuses an accession that is not there.
 */
export async function withdrawFromQueue(
  tx: Tx,
  actor: Actor,
  grant: Grant<'accession.withdraw'>,
  slug: string,
  context: Context,
): Promise<Result<QueueCleared>> {
  const closed = await closeAccession(tx, grant, slug, context.clock());
  if (!closed) return refuse('no-such-accession', `There is no accession “${slug}”.`);
  if (!closed.already) {
    await recordEvent(
      tx,
      actor,
      {
        type: 'withdrawn',
        subject: { kind: 'accession', key: slug },
        body: { items: closed.withdrawn },
        public: false,
      },
      context.random,
    );
  }
  return ok({ withdrawn: closed.withdrawn, published: closed.published });
}
