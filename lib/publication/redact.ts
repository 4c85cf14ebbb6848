import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import { findSpan, spanParts } from '@/lib/archive/span';
import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import type { WITHHELD_FIELDS } from '@/lib/archive/withhold';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { TESTIMONY_WHOLE, type TestimonyWhole, testimonyForm, unredactedForm } from './public-form';
import { orTakeBack, RefusedInside, refusalOf } from './refused-inside';
import { formDigest } from './shelf';
import { refuseStillShown, showLess } from './show-less';

export interface RedactInput {
  reference: string;
  /** `words`, `span` for words at one place only, or the field to withhold whole. */
  field: 'words' | 'span' | (typeof WITHHELD_FIELDS)[number];
  /** With `words` and `span`: what is to be taken out, as it stands in the record. */
  words: string | null;
  /** With `span`: the text that it stands in (lib/archive/span.ts), and at which place. */
  at?: { part: string; start: number | null; occurrence: number | null };
  reason: WithdrawalClass;
}

/** Longer than any span that somebody takes out at once: a whole text is withdrawn, not redacted. */
const MOST_LETTERS = 500;

/**
 * Takes words, wherever they stand in a testimony or at one place of it, or one of its fields out of
 * everything public, in one transaction: a new version of the public form is made without them, and every version before is
 * sealed for good, since what two public answers differ by would be what was taken out. The testimony
 * and its archived original stay as they are; two people can undo it (`lift-redaction.ts`). Never capped
 * and needing one person alone: it only ever shows less. Refuses words that stand nowhere, words
 * that would still be shown by a name or a relation, which it names, and a span that is not the only one
 * of its words where no place is given. With a span the same words elsewhere stay: whoever marks one place
 * means that place.
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
  const atOnePlace = input.field === 'span';
  const words =
    input.field === 'words' ? (input.words ?? '').trim() : atOnePlace ? (input.words ?? '') : null;
  // One letter at one place may tell; one letter wherever it stands would leave nothing.
  const fewest = atOnePlace ? 1 : 2;
  if (words !== null && ([...words.trim()].length < fewest || words.length > MOST_LETTERS)) {
    return refuse(
      'words-missing',
      `Give the words to take out: ${fewest === 1 ? 'one letter' : 'two letters'} at least, ${MOST_LETTERS} at most.`,
    );
  }
  return refusalOf(() =>
    inTransaction(context.db, async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM testimony WHERE reference = ${reference} FOR UPDATE`;
      const before = await tx.testimony.findUnique({ where: { reference }, include: TESTIMONY_WHOLE });
      if (!before) return refuse('no-such-testimony', `There is no testimony ${reference}.`);
      const { field, reason } = input;
      const place = atOnePlace ? orTakeBack(placeOf(before, input)) : { words };
      await tx.redaction.create({
        data: {
          ...{ testimonyId: before.id, field, reason, madeBy: actor.id, createdAt: context.clock() },
          ...place,
        },
      });
      const after = await tx.testimony.findUniqueOrThrow({ where: { reference }, include: TESTIMONY_WHOLE });
      const form = testimonyForm(after);
      if (formDigest({ ...form, redacted: [] }) === formDigest({ ...testimonyForm(before), redacted: [] })) {
        return taken('nothing-to-redact', 'Nothing public of this record would change by it.');
      }
      if (words !== null && !atOnePlace) orTakeBack(await refuseStillShown(tx, before.id, form, [words]));
      await showLess(tx, actor, grant.value, { id: before.id, state: before.state, form }, reason, context);
      return { ok: true, value: { reference } };
    }),
  );
}

/** The row of a span: where it stands, and the words that do there. */
function placeOf(
  whole: TestimonyWhole,
  { words, at }: RedactInput,
): Result<{ part: string; spanStart: number; spanEnd: number; words: string }, Refused> {
  const text = spanParts(unredactedForm(whole)).find(({ part }) => part === at?.part)?.text;
  if (at === undefined || text === undefined) {
    return refuse('no-such-part', `The record has no text “${at?.part ?? ''}”.`);
  }
  const found = findSpan(text, { ...at, words: words ?? '' });
  if ('times' in found) {
    return refuse(
      'no-such-place',
      found.times === 0
        ? `These words do not stand in “${at.part}”.`
        : `These words stand ${found.times} times in “${at.part}”: say which of them is meant, from 1 to ${found.times}.`,
    );
  }
  const { start, end } = found;
  return {
    ok: true,
    value: { part: at.part, spanStart: start, spanEnd: end, words: text.slice(start, end) },
  };
}

function taken(reason: string, message: string): never {
  throw new RefusedInside(refuse(reason, message));
}
