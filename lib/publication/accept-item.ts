import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { authorityRecord, isAuthorityKind, testimonyRecord } from '@/lib/archive/record';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import type { StagedItem } from '@/lib/db/generated/client';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { type Approval, decideItem } from '@/lib/review/rules';
import { alreadyRecorded, forRules, insertDecision, lockItem, moveItem } from '@/lib/review/store';
import { referencesOf } from './references-of';
import { refuseTelling } from './refuse-telling';
import { orTakeBack, RefusedInside, refusalOf } from './refused-inside';
import { rewriteTestimony } from './rewrite-testimony';
import { refuseUnknownRecords, writeAuthority } from './write-authority';
import { writeRelations } from './write-relations';
import { writeTestimony } from './write-testimony';

export interface AcceptInput {
  itemId: string;
  /** The version on the curator's screen. */
  version: number;
  approval: Approval;
  /** Made by the form, so that sending it again does not decide twice. */
  requestKey: string | null;
}

export type Accepted =
  | { outcome: 'published'; reference: string | null }
  /** The first of two people has agreed: nothing is public yet. */
  | { outcome: 'awaits-second' };

/**
 * Accepts an item: the decision, the testimony (a new one, or the next version of the one that the item
 * corrects), its public form and the custody events in one transaction, or nothing. Where two people are needed the first acceptance only notes who it was.
 */
export async function acceptItem(
  actor: UserActor,
  input: AcceptInput,
  context: Context,
): Promise<Result<Accepted, Refused>> {
  const deciding = authorize(actor, 'item.decide');
  if (!deciding.ok) return deciding;
  const publishing = authorize(actor, 'testimony.publish');
  if (!publishing.ok) return publishing;

  return refusalOf(() =>
    inTransaction(context.db, async (tx) => {
      const locked = await lockItem(tx, input.itemId);
      if (!locked.ok) return locked;
      const item = locked.value;
      if (await alreadyRecorded(tx, input.requestKey)) return { ok: true, value: await outcomeOf(tx, item) };

      const now = context.clock();
      const next = decideItem(
        forRules(item),
        { decision: 'accept', approval: input.approval },
        actor,
        input.version,
        now,
      );
      if (!next.ok) return next;
      const step = next.value;
      if (step.step !== 'publish' && step.step !== 'await-second')
        throw new Error(`accepting led to ${step.step}`);

      const decision = { decision: 'accept', approval: step.approval, requestKey: input.requestKey };
      await insertDecision(tx, deciding.value, item, decision);
      const { minor, risk } = step.approval;
      const decided = {
        type: 'decided' as const,
        subject: { kind: 'item' as const, key: item.id },
        public: false,
      };
      if (step.step === 'await-second') {
        await moveItem(
          tx,
          deciding.value,
          item,
          { state: 'escalated', minor, risk, firstApproverId: actor.id },
          now,
        );
        await recordEvent(
          tx,
          actor,
          { ...decided, body: { decision: 'accept', of: 'two', nth: 1 } },
          context.random,
        );
        return { ok: true, value: { outcome: 'awaits-second' } };
      }
      const written = await publishProposal(tx, actor, publishing.value, item, step, context);
      await moveItem(
        tx,
        deciding.value,
        item,
        { state: 'accepted', stateReason: null, minor, risk, testimonyId: written?.id ?? null },
        now,
      );
      await recordEvent(
        tx,
        actor,
        {
          ...decided,
          body: { decision: 'accept', of: step.reviewedBy, nth: step.reviewedBy === 'two' ? 2 : 1 },
        },
        context.random,
      );
      return { ok: true, value: { outcome: 'published', reference: written?.reference ?? null } };
    }),
  );
}

async function publishProposal(
  tx: Tx,
  actor: UserActor,
  grant: Parameters<typeof writeTestimony>[2],
  item: StagedItem,
  step: { approval: Approval; reviewedBy: 'one' | 'two' },
  context: Context,
): Promise<{ id: string; reference: string } | null> {
  if (isAuthorityKind(item.recordKind)) {
    const record = authorityRecord.parse(item.proposal);
    if (record.kind === 'collection') {
      orTakeBack(await refuseUnknownRecords(tx, record));
      const { name, about, items } = record;
      const parts = referencesOf(items);
      await refuseTelling(tx, { reference: { in: parts } }, 'collection', { name, about, items });
    }
    orTakeBack(await writeAuthority(tx, grant, record, context));
    return null;
  }
  const record = testimonyRecord.parse(item.proposal);
  const { approval, reviewedBy } = step;
  if (item.testimonyId !== null) {
    const facts = { ...approval, reviewedBy };
    const rewritten = orTakeBack(
      await rewriteTestimony(tx, actor, grant, item.testimonyId, record, facts, context),
    );
    await writeRelations(tx, actor, grant, rewritten, record.relations, context.random);
    return rewritten;
  }
  if (item.originalId === null)
    throw new RefusedInside(refuse('no-original', 'This item has no archived original.'));
  const facts = { ...approval, reviewedBy, originalId: item.originalId };
  const testimony = orTakeBack(await writeTestimony(tx, actor, grant, record, facts, context));
  await addCaptures(tx, item.id, testimony.id);
  await writeRelations(tx, actor, grant, testimony, record.relations, context.random);
  return testimony;
}

/** The same post may have come several times while it waited: those originals are captures of it too. */
async function addCaptures(tx: Tx, itemId: string, testimonyId: string): Promise<void> {
  const captures = await tx.itemCapture.findMany({ where: { itemId }, select: { originalId: true } });
  if (captures.length === 0) return;
  await tx.testimonyCapture.createMany({
    data: captures.map(({ originalId }) => ({ testimonyId, originalId })),
    skipDuplicates: true,
  });
}

async function outcomeOf(tx: Tx, item: StagedItem): Promise<Accepted> {
  if (item.state !== 'accepted') return { outcome: 'awaits-second' };
  const testimony = item.testimonyId && (await tx.testimony.findUnique({ where: { id: item.testimonyId } }));
  return { outcome: 'published', reference: testimony ? testimony.reference : null };
}
