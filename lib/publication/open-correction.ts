import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Prisma } from '@/lib/db/generated/client';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { OPEN_STATES } from '@/lib/review/rules';
import { RECORD_WHOLE, testimonyRecordOf } from './testimony-record';

/**
 * Opens the correction of a published testimony: an item in the queue that proposes the record as it
 * is, to be edited, and decided on by the same rules as any other; accepting it makes the testimony's
 * next version. One is open at a time: asking again gives the same. Gives the item's id.
 */
export async function openCorrection(
  actor: UserActor,
  input: { reference: string },
  context: Context,
): Promise<Result<{ itemId: string }, Refused>> {
  const grant = authorize(actor, 'testimony.edit');
  if (!grant.ok) return grant;
  const reference = readReference(input.reference);
  if (reference === null) return refuse('bad-reference', `“${input.reference}” is not a reference.`);
  return inTransaction(context.db, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM testimony WHERE reference = ${reference} FOR UPDATE`;
    const whole = await tx.testimony.findUnique({ where: { reference }, include: RECORD_WHOLE });
    if (whole?.state !== 'published')
      return refuse('not-published', 'Only a published testimony can be corrected.');
    const open = await tx.stagedItem.findFirst({
      where: { testimonyId: whole.id, state: { in: [...OPEN_STATES] } },
    });
    if (open) return { ok: true, value: { itemId: open.id } };
    const capture = await tx.testimonyCapture.findFirstOrThrow({
      where: { testimonyId: whole.id },
      include: { original: true },
      orderBy: { createdAt: 'asc' },
    });
    const { accessionId } = capture.original;
    // Corrections count down from −1: an import of the same accession may still count up.
    await tx.$queryRaw`SELECT 1 FROM accession WHERE id = ${accessionId}::uuid FOR UPDATE`;
    const { _min } = await tx.stagedItem.aggregate({ where: { accessionId }, _min: { position: true } });
    const record = testimonyRecordOf(whole);
    const item = await tx.stagedItem.create({
      data: {
        accessionId,
        originalId: capture.originalId,
        position: (_min.position ?? 0n) < 0n ? (_min.position ?? 0n) - 1n : -1n,
        recordKind: 'testimony',
        proposal: JSON.parse(JSON.stringify(record)) as Prisma.InputJsonObject,
        testimonyId: whole.id,
        platform: record.platform,
        lang: record.lang,
        speakerName: record.speaker,
        // The stricter of two marks counts: a correction cannot take either away.
        minor: whole.minor,
        risk: whole.risk,
        createdAt: context.clock(),
        updatedAt: context.clock(),
      },
    });
    await recordEvent(
      tx,
      actor,
      {
        type: 'edited',
        subject: { kind: 'item', key: item.id },
        body: { version: 1, correction: true },
        public: false,
      },
      context.random,
    );
    return { ok: true, value: { itemId: item.id } };
  });
}
