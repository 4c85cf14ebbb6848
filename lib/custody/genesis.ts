import type { Actor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { canonicalJson, type Json } from './canonical-json';
import type { RecordedEvent } from './entry';
import { batchRoot } from './record-batch';
import { makeCommitment, writeEvent } from './record-event';

const WORKER: Actor = { type: 'system', name: 'worker' };

/**
 * Records the ledger's first event. It says how many public forms are older than the ledger and
 * commits to them under one root, each with a salt of its own: what they were on that day can be
 * shown, what came before cannot. `log` is random, so that no two logs begin alike.
 */
export async function beginLedger(tx: Tx, random: Context['random']): Promise<RecordedEvent> {
  const older = await tx.$queryRaw<{ kind: string; log_key: string; form: Json }[]>`
    SELECT kind, log_key, form FROM public_form form
    WHERE current AND NOT EXISTS (SELECT 1 FROM custody_event event
      WHERE event.subject_kind = form.kind AND event.subject_key = form.log_key)
    ORDER BY kind, key`;
  const commitments = older.map(({ kind, log_key, form }, index) =>
    makeCommitment(`form/${kind}/${index + 1}`, log_key, canonicalJson(form), random),
  );
  const id = await writeEvent(
    tx,
    WORKER,
    {
      type: 'genesis',
      subject: { kind: 'archive', key: 'log' },
      body: {
        log: Buffer.from(random(16)).toString('base64'),
        older: older.length,
        root: Buffer.from(batchRoot(commitments.map(({ commitment }) => commitment))).toString('hex'),
      },
      public: true,
    },
    [],
    commitments,
  );
  const event = await tx.custodyEvent.findUniqueOrThrow({ where: { id } });
  return { ...event, body: event.body as Json, commitments: event.commitments as Json };
}
