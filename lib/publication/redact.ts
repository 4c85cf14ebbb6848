import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import type { WITHHELD_FIELDS } from '@/lib/archive/withhold';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { TESTIMONY_WHOLE, testimonyForm } from './public-form';
import { orTakeBack, RefusedInside, refusalOf } from './refused-inside';
import { formDigest } from './shelf';
import { refuseStillShown, showLess } from './show-less';

export interface RedactInput {
  reference: string;
  /** `words`, or the field to withhold whole. */
  field: 'words' | (typeof WITHHELD_FIELDS)[number];
  /** With `words`: what is to be taken out, as it stands in the record. */
  words: string | null;
  reason: WithdrawalClass;
}

/** Longer than any span that somebody takes out at once: a whole text is withdrawn, not redacted. */
const MOST_LETTERS = 500;

/**
 * Takes words, wherever they stand in a testimony, or one of its fields out of everything public, in
 * one transaction: a new version of the public form is made without them, and every version before is
 * sealed for good, since what two public answers differ by would be what was taken out. The testimony
 * and its archived original stay as they are; two people can undo it (`lift-redaction.ts`). Never capped
 * and needing one person alone: it only ever shows less. Refuses words that stand nowhere, and words
 * that would still be shown by a name or a relation, which it names.
 */
export async function redact(
  actor: UserActor,
  input: RedactInput,
  context: Context,
): Promise<Result<{ reference: string }, Refused>> {
  const grant = authorize(actor, 'testimony.redact');
  if (!grant.ok) return grant;
  const reference = readReference(input.reference);
  if (reference === null) return refuse('bad-reference', `“${input.reference}” is not a reference.`);
  const words = input.field === 'words' ? (input.words ?? '').trim() : null;
  if (words !== null && ([...words].length < 2 || words.length > MOST_LETTERS)) {
    return refuse(
      'words-missing',
      `Give the words to take out: two letters at least, ${MOST_LETTERS} at most.`,
    );
  }
  return refusalOf(() =>
    inTransaction(context.db, async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM testimony WHERE reference = ${reference} FOR UPDATE`;
      const before = await tx.testimony.findUnique({ where: { reference }, include: TESTIMONY_WHOLE });
      if (!before) return refuse('no-such-testimony', `There is no testimony ${reference}.`);
      const { field, reason } = input;
      await tx.redaction.create({
        data: { testimonyId: before.id, field, words, reason, madeBy: actor.id, createdAt: context.clock() },
      });
      const after = await tx.testimony.findUniqueOrThrow({ where: { reference }, include: TESTIMONY_WHOLE });
      const form = testimonyForm(after);
      if (formDigest({ ...form, redacted: [] }) === formDigest({ ...testimonyForm(before), redacted: [] })) {
        return taken('nothing-to-redact', 'Nothing public of this record would change by it.');
      }
      if (words !== null) orTakeBack(await refuseStillShown(tx, before.id, form, [words]));
      await showLess(tx, actor, grant.value, { id: before.id, state: before.state, form }, reason, context);
      return { ok: true, value: { reference } };
    }),
  );
}

function taken(reason: string, message: string): never {
  throw new RefusedInside(refuse(reason, message));
}
