import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { sealCollection } from './shelf';

/**
 * Takes a collection off every public surface; its testimonies stay where they are. It is the archive's
 * own essay: coming back, it is decided on anew in the queue, as its next version.
 */
export async function withdrawCollection(
  actor: UserActor,
  input: { slug: string; reason: WithdrawalClass },
  context: Context,
): Promise<Result<{ slug: string }, Refused>> {
  const grant = authorize(actor, 'testimony.withdraw');
  if (!grant.ok) return grant;
  const { slug, reason } = input;
  return inTransaction(context.db, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM collection WHERE slug = ${slug} FOR UPDATE`;
    const where = { kind: 'collection', key: slug, current: true, sealed: false };
    const shown = await tx.publicForm.findFirst({ where, select: { logKey: true } });
    if (!shown) return refuse('not-published', 'There is no such published collection.');
    await sealCollection(tx, grant.value, slug);
    const subject = { kind: 'collection', key: shown.logKey } as const;
    await recordEvent(
      tx,
      actor,
      { type: 'withdrawn', subject, body: { reason }, public: true },
      context.random,
    );
    return { ok: true, value: { slug } };
  });
}
